import { detectMedia, isOfFamily, type MediaFamily } from './detect-media.ts';
import { UnusableResultError } from './unusable-result-error.ts';

/**
 * The media type of a finished file by its first bytes, which must be of the family that was to be made; in the words of
 * its server where they bear it out.
 * @param said by the file's server; undefined if it said nothing
 * @param usual type of such a file
 * @throws UnusableResultError `invalid`
 */
export function judgeResult(start: Uint8Array, said: string | undefined, usual: string): string {
  const [family = ''] = usual.split('/');
  const claimed = said?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (start.length === 0) throw new UnusableResultError('invalid', 'The file is empty.');
  const detected = detectMedia(start);
  if (!detected?.families.includes(family as MediaFamily)) {
    const found = detected ? `is ${detected.mediaType}` : `is no ${family} by its content`;
    const answer = claimed && `; the address answered ${claimed.slice(0, 100)}`;
    throw new UnusableResultError(
      'invalid',
      `The file ${found}, where ${usual} was to be made${answer}.`,
    );
  }
  if (claimed.startsWith(`${family}/`) && isPlain(claimed) && isOfFamily(detected, claimed)) {
    return claimed;
  }
  return detected.mediaType.replace(/^[a-z]+/, family);
}

function isPlain(mediaType: string): boolean {
  return /^[a-z]+\/[\w.+-]+$/.test(mediaType) && !mediaType.includes('svg');
}
