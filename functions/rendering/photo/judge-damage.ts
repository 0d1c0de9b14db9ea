import sharp from 'sharp';
import type { Size } from '../size.ts';

/** How strictly libvips reads a file. */
export type FailOn = 'none' | 'error' | 'warning';

/** A file that can be read so strictly, and no more. */
export interface ReadablePicture {
  readonly bytes: Uint8Array;
  readonly failOn: FailOn;
}

/** The share of the picture that may be missing at the lower edge: a browser shows such a picture too. */
const MISSING = 0.01;
/** libjpeg skips seven of eight samples at nearly no cost. */
const SHRINK = 8;
const END_OF_IMAGE = Uint8Array.of(0xff, 0xd9);

/**
 * For a file that can't be read strictly. One that lacks no more than its end mark, or some rows at the lower edge, is
 * read as far as it goes. undefined where a real part is missing.
 */
export async function judgeDamage(
  bytes: Uint8Array,
  size: Size,
): Promise<ReadablePicture | undefined> {
  const ended = { bytes: Buffer.concat([bytes, END_OF_IMAGE]), failOn: 'warning' } as const;
  if (isJpeg(bytes) && (await isDecodable(ended))) return ended;
  if (isProgressiveJpeg(bytes) || (await missingShare(bytes, size)) > MISSING) return undefined;
  return { bytes, failOn: 'none' };
}

async function isDecodable({ bytes, failOn }: ReadablePicture): Promise<boolean> {
  const picture = sharp(bytes, { failOn, limitInputPixels: false });
  return picture.stats().then(
    () => true,
    () => false,
  );
}

/** Decoders fill what is missing with one colour: the share of the picture, from its end, that is all of it. */
async function missingShare(bytes: Uint8Array, { width, height }: Size): Promise<number> {
  const columns = Math.ceil(width / SHRINK);
  const rows = Math.ceil(height / SHRINK);
  const pixels = await sharp(bytes, { failOn: 'none', limitInputPixels: false })
    .greyscale()
    .resize(columns, rows, { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer();
  const last = pixels.at(-1);
  let same = 0;
  while (same < pixels.length && pixels[pixels.length - 1 - same] === last) same++;
  return same / pixels.length;
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

/** Its first frame header is an SOF2 (ITU-T T.81, table B.1): what is missing at its end is missing everywhere. */
function isProgressiveJpeg(bytes: Uint8Array): boolean {
  if (!isJpeg(bytes)) return false;
  for (let at = 2; at + 3 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xc2) return marker === 0xc2;
    at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  }
  return false;
}
