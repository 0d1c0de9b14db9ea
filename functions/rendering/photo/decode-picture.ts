import sharp from 'sharp';
import { inputFailed, type PictureRole, type RenderFailedError } from '../render-failed-error.ts';
import type { Size } from '../size.ts';
import { outputSize } from './output-size.ts';
import { pictureType } from './picture-type.ts';
import { type YuvPlanes, yuvPlanes } from './yuv-planes.ts';

/** The most pixels a picture may have. */
const MAXIMUM_PIXELS = 80_000_000;

/** Source samples per output pixel: bilinear look-ups in a finer plane keep the sharpness constant while it moves. */
const SOURCE_SCALE = 1.7;
/** Long side of the picture that depth is estimated from, in pixels. */
const THUMBNAIL_SIDE = 160;

/** Interleaved 8-bit sRGB. */
export interface Thumbnail extends Size {
  readonly rgb: Uint8Array;
}

/** A picture, cropped to the frame's aspect, as planes to sample and as a thumbnail to judge depth from. */
export interface DecodedPicture {
  readonly planes: YuvPlanes;
  readonly thumbnail: Thumbnail;
}

/** The picture's size in pixels as a viewer shows it (EXIF orientation applied). @throws RenderFailedError */
async function pictureSize(bytes: Uint8Array, role: PictureRole): Promise<Size> {
  checkType(bytes, role);
  const metadata = await open(bytes).metadata().catch(refuse(role));
  const { width, height } = metadata.autoOrient;
  if (width * height > MAXIMUM_PIXELS) throw tooManyPixels(role);
  return { width, height };
}

/** The frame size for a picture. @throws RenderFailedError */
export async function frameSizeFor(bytes: Uint8Array, area?: number): Promise<Size> {
  return outputSize(await pictureSize(bytes, 'image'), area);
}

/**
 * Decodes the first frame of a JPEG, PNG, WebP, AVIF or GIF of any colour space and bit depth, upright, alpha laid over
 * white, cropped around what draws the eye where its aspect differs from the frame's.
 * @throws RenderFailedError with problem `not_a_picture`, `unsupported`, `too_large` or `truncated`.
 */
export async function decodePicture(
  bytes: Uint8Array,
  frame: Size,
  role: PictureRole,
): Promise<DecodedPicture> {
  await pictureSize(bytes, role);
  const width = even(frame.width * SOURCE_SCALE);
  const height = even(frame.height * SOURCE_SCALE);
  const { data, info } = await open(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .removeAlpha()
    .resize(width, height, {
      fit: 'cover',
      position: sharp.strategy.attention,
      kernel: 'lanczos3',
    })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(refuse(role));
  if (info.channels !== 3)
    throw new Error(`expected 3 channels after decoding, got ${info.channels}`);
  return {
    planes: yuvPlanes(data, width, height),
    thumbnail: await shrink(data, { width, height }),
  };
}

function open(bytes: Uint8Array) {
  return sharp(bytes, { failOn: 'error', limitInputPixels: MAXIMUM_PIXELS });
}

async function shrink(rgb: Buffer, { width, height }: Size): Promise<Thumbnail> {
  const scale = THUMBNAIL_SIDE / Math.max(width, height);
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

function checkType(bytes: Uint8Array, role: PictureRole): void {
  const type = pictureType(bytes);
  if (type.kind === 'picture') return;
  const problem = type.kind === 'unsupported' ? 'unsupported' : 'not_a_picture';
  throw inputFailed(role, problem, `is ${type.name}; send a JPEG, PNG, WebP, AVIF or GIF.`);
}

function refuse(role: PictureRole): (error: Error) => never {
  return (error) => {
    if (/pixel limit/i.test(error.message)) throw tooManyPixels(role);
    const reason = error.message.split('\n')[0]?.slice(0, 160);
    throw inputFailed(
      role,
      'truncated',
      `is cut short or damaged and can't be decoded (${reason}).`,
    );
  };
}

function tooManyPixels(role: PictureRole): RenderFailedError {
  const limit = MAXIMUM_PIXELS / 1_000_000;
  return inputFailed(role, 'too_large', `has more than ${limit} megapixels.`);
}

function even(value: number): number {
  return Math.round(value / 2) * 2;
}
