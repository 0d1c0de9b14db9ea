/** The families of media types that are kept. */
export type MediaFamily = 'image' | 'video' | 'audio';

/** What a file's first bytes say it is: the families it may belong to, and the type it has where nobody claims one. */
export interface DetectedMedia {
  readonly families: readonly MediaFamily[];
  readonly mediaType: string;
}

type Signature = readonly [hexadecimal: RegExp, mediaType: string, ...also: MediaFamily[]];

/** By the IANA registrations of the types, and for MPEG audio ISO/IEC 11172-3 and 13818-7, their frame headers. */
const SIGNATURES: readonly Signature[] = [
  [/^ffd8ff/, 'image/jpeg'],
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^47494638(37|39)61/, 'image/gif'],
  [/^52494646.{8}57454250/, 'image/webp'],
  [/^(49492a00|4d4d002a)/, 'image/tiff'],
  [/^424d.{8}00000000/, 'image/bmp'],
  [/^(ff0a|0000000c4a584c20)/, 'image/jxl'],
  [/^52494646.{8}57415645/, 'audio/wav'],
  [/^52494646.{8}41564920/, 'video/x-msvideo'],
  [/^1a45dfa3/, 'video/webm', 'audio'],
  [/^4f676753/, 'audio/ogg', 'video'],
  [/^664c6143/, 'audio/flac'],
  [/^494433/, 'audio/mpeg'],
  [/^ff(e[2-5]|f[0-5]|f[89a-d])/, 'audio/mpeg'],
  [/^464f524d.{8}414946[46]/, 'audio/aiff'],
  [/^000001b[a3]/, 'video/mpeg'],
  [/^47.{374}47/, 'video/mp2t'],
];

/** The first brand of an ISO base media file (ISO/IEC 14496-12, section 4.3; brands as registered at mp4ra.org). */
const BRANDS: readonly Signature[] = [
  [/^(avif|avis)/, 'image/avif'],
  [/^(hei[cxms]|hev[cx])/, 'image/heic'],
  [/^(mif1|msf1)/, 'image/heif'],
  [/^(M4A |M4B |M4P )/, 'audio/mp4'],
  [/^qt {2}/, 'video/quicktime', 'audio'],
];

/** Judges by the first bytes alone; undefined if they are those of no image, video or audio that is known here. */
export function detectMedia(bytes: Uint8Array): DetectedMedia | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256));
  if (start.toString('latin1', 4, 8) === 'ftyp') {
    return getFirst(BRANDS, start.toString('latin1', 8, 12)) ?? anyMp4;
  }
  return getFirst(SIGNATURES, start.toString('hex'));
}

/** Whether the bytes can be what a media type claims. */
export function isOfFamily({ families }: DetectedMedia, mediaType: string): boolean {
  return families.some((family) => mediaType.startsWith(`${family}/`));
}

const anyMp4: DetectedMedia = { families: ['video', 'audio'], mediaType: 'video/mp4' };

function getFirst(signatures: readonly Signature[], text: string): DetectedMedia | undefined {
  const [, mediaType, ...also] = signatures.find(([pattern]) => pattern.test(text)) ?? [];
  if (mediaType === undefined) return undefined;
  return { families: [mediaType.split('/')[0] as MediaFamily, ...also], mediaType };
}

/** The family of a media type that `detectMedia` has borne out. */
export function getFamily(mediaType: string): MediaFamily {
  return mediaType.split('/')[0] as MediaFamily;
}
