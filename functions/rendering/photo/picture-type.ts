export type PictureFormat = 'JPEG' | 'HEIC' | 'PNG' | 'GIF' | 'WebP' | 'AVIF';

/** What a file turns out to be, judged by its first bytes alone. */
export type PictureType =
  | { readonly kind: 'picture'; readonly format: PictureFormat }
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'not-a-picture'; readonly name: string };

const AVIF_BRANDS = new Set(['avif', 'avis']);
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

const PICTURE_SIGNATURES: readonly (readonly [format: PictureFormat, hexadecimal: RegExp])[] = [
  ['JPEG', /^ffd8ff/],
  ['PNG', /^89504e470d0a1a0a/],
  ['GIF', /^47494638(37|39)61/],
  ['WebP', /^52494646.{8}57454250/],
];

const UNSUPPORTED_SIGNATURES: readonly (readonly [name: string, hexadecimal: RegExp])[] = [
  ['TIFF', /^(49492a00|4d4d002a|49492b00|4d4d002b)/],
  ['BMP', /^424d.{8}00000000/],
  ['PSD', /^38425053/],
  ['JPEG XL', /^(ff0a|0000000c4a584c20)/],
  ['JPEG 2000', /^(0000000c6a502020|ff4fff51)/],
  ['ICO', /^00000100/],
];

/** Reads no more than the first kilobyte; the server's Content-Type header and the file's name are not asked. */
export function pictureType(bytes: Uint8Array): PictureType {
  const start = Buffer.from(bytes.subarray(0, 1024));
  const hexadecimal = start.toString('hex', 0, 32);
  const picture = PICTURE_SIGNATURES.find(([, signature]) => signature.test(hexadecimal));
  if (picture) return { kind: 'picture', format: picture[0] };
  const unsupported = UNSUPPORTED_SIGNATURES.find(([, signature]) => signature.test(hexadecimal));
  if (unsupported) return { kind: 'unsupported', name: `a ${unsupported[0]} file` };
  if (start.toString('latin1', 4, 8) === 'ftyp') return boxedType(start.toString('latin1', 8, 32));
  return textType(start);
}

/** ISO base media files: the major brand first, then the compatible ones (ISO/IEC 14496-12, section 4.3). */
function boxedType(brands: string): PictureType {
  const names = [brands.slice(0, 4), ...(brands.slice(8).match(/.{4}/gs) ?? [])];
  if (names.some((name) => AVIF_BRANDS.has(name))) {
    return { kind: 'picture', format: 'AVIF' };
  }
  if (names.some((name) => HEIC_BRANDS.has(name))) {
    return { kind: 'picture', format: 'HEIC' };
  }
  return { kind: 'not-a-picture', name: 'a video or audio file' };
}

function textType(start: Buffer): PictureType {
  if (start.length === 0) return { kind: 'not-a-picture', name: 'an empty file' };
  const text = start.toString('utf8').toLowerCase();
  if (/<svg[\s>]/.test(text)) return { kind: 'unsupported', name: 'an SVG file' };
  if (/<!doctype html|<html[\s>]/.test(text)) return { kind: 'not-a-picture', name: 'a web page' };
  if (text.startsWith('%pdf')) return { kind: 'unsupported', name: 'a PDF file' };
  return { kind: 'not-a-picture', name: 'a file of another kind' };
}
