import sharp, { type Region, type Sharp } from 'sharp';
import type { Size } from '../size.ts';
import type { OpenedPicture } from './open-picture.ts';
import { type YuvPlanes, yuvPlanes } from './yuv-planes.ts';

/** Source samples per output pixel: bilinear look-ups in a finer plane keep the sharpness constant while it moves. */
const SOURCE_SCALE = 1.7;
/** Long side of a frame in the picture that depth is estimated from, in pixels. */
const THUMBNAIL_SIDE = 160;
/** Short side of the picture in which the crop is found, in pixels. */
const CROP_SIDE = 128;
/** A share of a side so small that it is cut off half and half. */
const NEGLIGIBLE = 0.02;

/** Interleaved 8-bit sRGB. */
export interface Thumbnail extends Size {
  readonly rgb: Uint8Array;
}

/** A picture, cropped to the frame's aspect, as planes to sample and as a thumbnail to judge depth from. */
export interface DecodedPicture {
  readonly planes: YuvPlanes;
  /** The samples that a frame shows; the planes have more where the camera travels a panorama. */
  readonly view: Size;
  readonly thumbnail: Thumbnail;
}

/** Along which axis more of the picture is kept than a frame shows. */
export type SweepDirection = 'across' | 'down';

/** Frames, side by side, that a panorama has at most. */
const LONGEST_SWEEP = 4;

/**
 * Decodes a picture, cropped around what draws the eye where its aspect differs from the frame's. It is cropped before it
 * is scaled, so that the memory it takes does not depend on its aspect. @throws RenderFailedError `image_truncated`.
 */
export async function decodePicture(
  picture: OpenedPicture,
  frame: Size,
  sweep?: SweepDirection,
): Promise<DecodedPicture> {
  const view = {
    width: even(frame.width * SOURCE_SCALE),
    height: even(frame.height * SOURCE_SCALE),
  };
  const { width, height } = sweptSize(view, picture.size, sweep);
  const data = await picture.decode(async (pipeline) => {
    const region = await findCrop(pipeline.clone(), picture.size, { width, height });
    return pipeline
      .extract(region)
      .toColourspace('srgb')
      .removeAlpha()
      .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
      .raw({ depth: 'uchar' })
      .toBuffer();
  });
  return {
    planes: yuvPlanes(data, width, height),
    view,
    thumbnail: await shrink(data, { width, height }, view),
  };
}

/** As many samples as a frame shows, and along a sweep all that the picture has. */
function sweptSize(view: Size, picture: Size, sweep: SweepDirection | undefined): Size {
  const { width, height } = view;
  const longest = (side: number, whole: number) =>
    even(Math.min(LONGEST_SWEEP * side, Math.max(side, whole)));
  if (sweep === 'across') {
    return { width: longest(width, (height * picture.width) / picture.height), height };
  }
  if (sweep === 'down') {
    return { width, height: longest(height, (width * picture.height) / picture.width) };
  }
  return view;
}

/** The part of the picture with the frame's aspect that draws the eye most, in its own pixels. */
async function findCrop(pipeline: Sharp, picture: Size, frame: Size): Promise<Region> {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height);
  const width = Math.min(picture.width, Math.round(frame.width * scale));
  const height = Math.min(picture.height, Math.round(frame.height * scale));
  const spareX = picture.width - width;
  const spareY = picture.height - height;
  if (Math.max(spareX / picture.width, spareY / picture.height) < NEGLIGIBLE) {
    return { left: spareX >> 1, top: spareY >> 1, width, height };
  }
  const shrunk = CROP_SIDE / Math.min(picture.width, picture.height);
  const { info } = await pipeline
    .resize(Math.round(width * shrunk), Math.round(height * shrunk), {
      fit: 'cover',
      position: sharp.strategy.attention,
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const offset = (cropped: number | undefined, most: number) =>
    Math.min(most, Math.max(0, Math.round(-(cropped ?? 0) / shrunk)));
  return {
    left: offset(info.cropOffsetLeft, spareX),
    top: offset(info.cropOffsetTop, spareY),
    width,
    height,
  };
}

async function shrink(rgb: Buffer, { width, height }: Size, view: Size): Promise<Thumbnail> {
  const scale = THUMBNAIL_SIDE / Math.max(view.width, view.height);
  const size = {
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  };
  const small = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return { ...size, rgb: small };
}

function even(value: number): number {
  return Math.round(value / 2) * 2;
}
