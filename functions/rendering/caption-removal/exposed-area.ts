import type { Affine } from './affine.ts';
import type { Patch } from './patch.ts';

/** A frame's area as the filler sees it. */
export interface Exposure {
  readonly index: number;
  /** Frames between two cuts share a number. */
  readonly shot: number;
  /** Where each of its points lies in the shot's first frame. */
  readonly pose: Affine;
  readonly patch: Patch;
  /** Mean luma of each cell. */
  readonly cellLuma: Uint8Array;
  /** The cells under a caption: 1, others 0. */
  readonly covered: Uint8Array;
  /** Of `blockedSquares`, for these cells. */
  readonly blocked: Uint8Array;
}
