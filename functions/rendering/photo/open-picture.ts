import sharp, { type Sharp } from 'sharp';
import { inputFailed, type PictureRole, RenderFailedError } from '../render-failed-error.ts';
import type { Size } from '../size.ts';
import { judgeDamage, type ReadablePicture } from './judge-damage.ts';
import { pictureLimits } from './picture-limits.ts';
import { type PictureFormat, pictureType } from './picture-type.ts';
import { readHeic } from './read-heic.ts';
import { findVisiblePage } from './visible-page.ts';

/** A user's picture that is inside the limits. */
export interface OpenedPicture {
  readonly role: PictureRole;
  /** As a viewer shows it, EXIF orientation applied. */
  readonly size: Size;
  /**
   * Runs `work` on a pipeline of the picture upright, alpha laid over white; once more, and less strictly, if hardly
   * anything of the file is missing. @throws RenderFailedError `image_truncated` if the file can't be decoded.
   */
  decode<Result>(work: (picture: Sharp) => Promise<Result>): Promise<Result>;
}

/**
 * Opens a JPEG, HEIC, PNG, WebP, AVIF or GIF of any colour space and bit depth. Of an animation the first frame that is not
 * empty is taken. @throws RenderFailedError with problem `not_a_picture`, `unsupported`, `too_large`, `too_small` or
 * `truncated`.
 */
export async function openPicture(bytes: Uint8Array, role: PictureRole): Promise<OpenedPicture> {
  const format = checkFormat(bytes, role);
  if (format === 'HEIC') return openHeic(bytes, role);
  return openBySharp(bytes, format, role);
}

/** As libheif's pixels in a PNG, which has the colour profile. */
async function openHeic(bytes: Uint8Array, role: PictureRole): Promise<OpenedPicture> {
  try {
    const picture = readHeic(bytes);
    checkSize(picture.size, 'HEIC', role);
    return await openBySharp(await picture.toPng(), 'HEIC', role);
  } catch (error) {
    if (error instanceof RenderFailedError) throw error;
    return refuseDamaged(role)(error as Error);
  }
}

async function openBySharp(
  bytes: Uint8Array,
  format: PictureFormat,
  role: PictureRole,
): Promise<OpenedPicture> {
  const { autoOrient, pages = 1 } = await open({ bytes, failOn: 'none' })
    .metadata()
    .catch(refuseDamaged(role));
  const size = { width: autoOrient.width, height: autoOrient.height };
  checkSize(size, format, role);
  const page =
    pages > 1
      ? await findVisiblePage((number) => open({ bytes, failOn: 'none' }, number), pages).catch(
          refuseDamaged(role),
        )
      : 0;
  const pipeline = (readable: ReadablePicture) =>
    open(readable, page).autoOrient().flatten({ background: 'white' });
  return {
    role,
    size,
    async decode(work) {
      try {
        return await work(pipeline({ bytes, failOn: 'error' }));
      } catch (error) {
        const readable = await judgeDamage(bytes, size).catch(refuseDamaged(role));
        if (!readable) return refuseDamaged(role)(error as Error);
        return await work(pipeline(readable)).catch(refuseDamaged(role));
      }
    },
  };
}

function open({ bytes, failOn }: ReadablePicture, page = 0): Sharp {
  return sharp(bytes, { failOn, limitInputPixels: false, page, pages: 1 });
}

function checkFormat(bytes: Uint8Array, role: PictureRole): PictureFormat {
  const type = pictureType(bytes);
  if (type.kind === 'picture') return type.format;
  const problem = type.kind === 'unsupported' ? 'unsupported' : 'not_a_picture';
  throw inputFailed(role, problem, `is ${type.name}; send a JPEG, HEIC, PNG, WebP, AVIF or GIF.`);
}

function checkSize({ width, height }: Size, format: PictureFormat, role: PictureRole): void {
  const { pixels, side } = pictureLimits;
  if (width * height > pixels[format]) {
    const most = `the most of a ${format} is ${pixels[format] / 1_000_000} megapixels`;
    throw inputFailed(role, 'too_large', `has ${width}x${height} pixels; ${most}.`);
  }
  if (Math.min(width, height) >= side) return;
  const sentence = `has ${width}x${height} pixels; send one with at least ${side} on each side.`;
  throw inputFailed(role, 'too_small', sentence);
}

/** For a decoder's errors. */
function refuseDamaged(role: PictureRole): (error: Error) => never {
  return (error) => {
    const reason = error.message.split('\n')[0]?.slice(0, 160);
    const sentence = `is cut short or damaged and can't be decoded (${reason}).`;
    throw inputFailed(role, 'truncated', sentence);
  };
}
