import type { Codecs } from './codecs/codecs.ts';
import type { HighlightFiles } from './highlights/write-highlights.ts';

/** Where a finished film goes, and by what it is made. */
export interface FilmOutput {
  readonly codecs: Codecs;
  /** Where the MP4 is written. */
  readonly file: string;
  /** Where its poster and preview are written; optional, defaults to nowhere. */
  readonly highlights?: HighlightFiles | undefined;
  onProgress(framesDone: number, framesTotal: number): void;
}
