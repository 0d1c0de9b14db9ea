import type { MediaFamily } from './detect-media.ts';

/** A file in the media bucket. */
export interface KeptMedia {
  readonly key: string;
  readonly family: MediaFamily;
  /** What is in it, where that is in memory. Read from the bucket otherwise, and where it is larger than `LARGEST_SENT`. */
  readonly content?: Uint8Array | undefined;
}

/** What is no larger travels with a call of Lambda's, which takes 6 MB of text, in bytes. */
export const LARGEST_SENT = 4 * 1024 * 1024;

/** In pixels, as players show it, and in seconds; each undefined if there is none, or it can't be read. */
export interface MediaShape {
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

/** Measures a file that someone else made. Never fails: what can't be measured can still be kept. */
export type MeasureMedia = (file: KeptMedia) => Promise<MediaShape>;
