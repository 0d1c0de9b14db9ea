import { eld } from 'eld/medium';

/** Detects with `eld` and its medium data, which distinguishes 60 languages by their letter groups. */
export function detectLanguage(text: string): string {
  return eld.detect(text).language;
}
