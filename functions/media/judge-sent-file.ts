import { detectMedia, isOfFamily } from './detect-media.ts';
import { readDataUrl } from './read-data-url.ts';

/** A file that a caller sent inside a request. */
export interface SentFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Reads a `data:` URL. Its bytes say what it is; what it claims to be counts among the types that they can have. */
export function judgeSentFile(url: string): SentFile | { readonly refused: string } {
  const file = readDataUrl(url);
  if (!file) return { refused: 'must be a data: URL such as data:image/jpeg;base64,/9j/4AAQ…' };
  const { bytes, mediaType } = file;
  const detected = detectMedia(bytes);
  if (!detected) return { refused: 'must hold an image, a video or audio' };
  const isPlain = /^[a-z]+\/[\w.+-]{1,60}$/.test(mediaType) && !mediaType.includes('svg');
  const isBorneOut = isPlain && isOfFamily(detected, mediaType);
  return { bytes, mediaType: isBorneOut ? mediaType : detected.mediaType };
}
