import type { MediaFamily } from './detect-media.ts';

/** A file in the media bucket. */
export interface KeptMedia {
  readonly key: string;
  readonly family: MediaFamily;
  /** How large it is. */
  readonly bytes: number;
}

/** In pixels, as players show it, and in seconds; each undefined if there is none, or it can't be read. */
export interface MediaShape {
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

/** Measures a file that someone else made. Never fails: what can't be measured can still be kept. */
export type MeasureMedia = (file: KeptMedia) => Promise<MediaShape>;
