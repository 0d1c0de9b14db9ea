import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { Size } from '../size.ts';
import { getColourProfile, isWhole } from './heif-boxes.ts';

/** The part of `libheif-js` that is used here (its README). */
interface Libheif {
  readonly HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] };
}

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  /** Eight bits of red, green, blue and alpha each; null if it can't be decoded. */
  display(target: RgbaImage, done: (image: RgbaImage | null) => void): void;
  free(): void;
}

interface RgbaImage extends Size {
  readonly data: Uint8ClampedArray;
}

/** A picture of a HEIF file that is not decoded yet. */
export interface HeicPicture {
  /** Turned and mirrored as the file says. */
  readonly size: Size;
  /** The pixels as a PNG that has the file's colour profile. @throws Error when they are damaged. */
  toPng(): Promise<Buffer>;
}

/**
 * Opens the primary picture of a HEIC or HEIF file. libheif applies the file's own turns; EXIF orientation does not count
 * in this format (ISO/IEC 23008-12, A.2). @throws Error when the file is cut short or damaged.
 */
export function readHeic(bytes: Uint8Array): HeicPicture {
  if (!isWhole(bytes)) throw new Error('the file ends before its data do');
  const require = createRequire(import.meta.filename);
  const libheif: Libheif = require('libheif-js/wasm-bundle');
  const images = new libheif.HeifDecoder().decode(bytes);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) throw new Error('there is no picture in it');
  const size = { width: image.get_width(), height: image.get_height() };
  return {
    size,
    async toPng() {
      const pixels = await decodePixels(image, size);
      return withProfile(await encodePng(pixels, size), await getProfile(bytes));
    },
  };
}

function decodePixels(image: HeifImage, { width, height }: Size): Promise<Uint8ClampedArray> {
  return new Promise((resolve, reject) => {
    const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
    image.display(target, (shown) => {
      image.free();
      if (shown) resolve(shown.data);
      else reject(new Error('its pixels are damaged'));
    });
  });
}

/** Quick rather than small: it is read once, at once. */
function encodePng(pixels: Uint8ClampedArray, { width, height }: Size): Promise<Buffer> {
  const raw = { width, height, channels: 4 } as const;
  return sharp(pixels, { raw, limitInputPixels: false }).png({ compressionLevel: 0 }).toBuffer();
}

/** undefined if the picture is sRGB, or nothing is said. */
async function getProfile(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const profile = getColourProfile(bytes);
  if (profile !== 'display-p3') return profile;
  const sample = { create: { width: 1, height: 1, channels: 3, background: 'white' } } as const;
  const png = await sharp(sample).withIccProfile('p3').png().toBuffer();
  return (await sharp(png).metadata()).icc;
}

/** Bytes of a PNG before the chunks that follow its header: signature, IHDR. */
const HEADER_LENGTH = 33;

/** Puts an iCCP chunk behind the header (PNG specification, 11.3.2.3). */
function withProfile(png: Buffer, profile: Uint8Array | undefined): Buffer {
  if (!profile) return png;
  const body = Buffer.concat([Buffer.from('iCCPprofile\0\0', 'latin1'), deflateSync(profile)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([
    png.subarray(0, HEADER_LENGTH),
    length,
    body,
    check,
    png.subarray(HEADER_LENGTH),
  ]);
}
