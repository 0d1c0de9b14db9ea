import type { Borrowed } from './borrow-background.ts';
import type { Exposure } from './exposed-area.ts';
import { getLuma, type Patch } from './patch.ts';
import { fillSparse } from './spread.ts';

/** Errors of borrowed background, in steps of luma: up to the first it is trusted, from the second on it isn't. */
const GOOD_ERROR = 5;
const BAD_ERROR = 14;
const GOOD_DISAGREEMENT = 10;
const BAD_DISAGREEMENT = 28;

/**
 * Corrects borrowed samples by the difference that shows around them, so that no seam is seen, and answers for each cell
 * how far what was borrowed can be trusted: 0 to 1, and 0 where nothing was.
 */
export function judgeBackground(
  { patch }: Exposure,
  borrowed: Borrowed,
  covered: Uint32Array,
  rings: readonly Uint32Array[],
): Float32Array {
  const { columns: width, rows: height } = patch;
  const cells = width * height;
  const luma = new Float32Array(cells);
  const blue = new Float32Array(cells);
  const red = new Float32Array(cells);
  const error = new Float32Array(cells);
  const weights = new Float32Array(cells);
  for (const cell of joined(rings)) {
    if (borrowed.found[cell] !== 1) continue;
    const off = lumaDifference(patch, borrowed, cell);
    luma[cell] = off.mean;
    error[cell] = off.spread;
    blue[cell] = patch.blue[cell]! - borrowed.blue[cell]!;
    red[cell] = patch.red[cell]! - borrowed.red[cell]!;
    weights[cell] = 0.5;
  }
  fillSparse({ width, height, planes: [luma, blue, red, error], weights });
  const trust = new Float32Array(cells);
  for (const cell of covered) {
    if (borrowed.found[cell] !== 1) continue;
    correct(borrowed, patch, cell, luma[cell]!);
    borrowed.blue[cell] = borrowed.blue[cell]! + blue[cell]!;
    borrowed.red[cell] = borrowed.red[cell]! + red[cell]!;
    const disagreement = borrowed.disagreement[cell]!;
    trust[cell] =
      fall(error[cell]!, GOOD_ERROR, BAD_ERROR) *
      fall(disagreement, GOOD_DISAGREEMENT, BAD_DISAGREEMENT);
  }
  return trust;
}

/** All cells of the rings. */
function* joined(rings: readonly Uint32Array[]): Generator<number> {
  for (const ring of rings) yield* ring;
}

/** 1 up to `from`, 0 from `to` on. */
function fall(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (to - value) / (to - from)));
}

function lumaDifference({ luma, columns }: Patch, borrowed: Borrowed, cell: number) {
  let sum = 0;
  let absolute = 0;
  for (const at of getLuma(cell, columns)) {
    const difference = luma[at]! - borrowed.luma[at]!;
    sum += difference;
    absolute += Math.abs(difference);
  }
  return { mean: sum / 4, spread: absolute / 4 };
}

function correct(borrowed: Borrowed, { columns }: Patch, cell: number, by: number): void {
  for (const at of getLuma(cell, columns)) borrowed.luma[at] = borrowed.luma[at]! + by;
}
