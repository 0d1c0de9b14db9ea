import type { Download } from '../net/download.ts';
import { detectMedia, isOfFamily } from './detect-media.ts';

/** What servers say of a file when they don't know what it is. */
const UNCLAIMED = ['application/octet-stream', 'binary/octet-stream'];

/** The type that the server claims, where the bytes bear it out; the one they have where it claims none. */
export function getMediaType({
  bytes,
  mediaType,
}: Awaited<ReturnType<Download>>): { mediaType: string } | { refused: string } {
  const claimed = UNCLAIMED.includes(mediaType ?? '') ? undefined : mediaType;
  const detected = detectMedia(bytes);
  if (!detected) {
    const answered = claimed ? `; the address answered ${claimed}` : '';
    return { refused: `must be an image, a video or audio by its content${answered}` };
  }
  if (claimed === undefined) return { mediaType: detected.mediaType };
  if (isOfFamily(detected, claimed) && !claimed.toLowerCase().startsWith('image/svg')) {
    return { mediaType: claimed };
  }
  return {
    refused: `is ${detected.mediaType} by its content, but the address answered ${claimed}`,
  };
}
