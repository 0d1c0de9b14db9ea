/** What other frames show behind the captions of one. */
export interface Borrowed {
  /** Values for covered cells and those around them; meaningful where `found` is not 0. */
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
  /** 1 where at least one frame shows the cell. */
  readonly found: Uint8Array;
  /** How far away the first frame is that shows the cell, in frames. */
  readonly distance: Float32Array;
  /** How much the frame before and the one after disagree, in steps of luma; 0 where there is only one. */
  readonly disagreement: Float32Array;
}
