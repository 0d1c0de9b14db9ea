import { firstLuma, type Patch } from './patch.ts';

/** The strongest grain that is added, as a standard deviation in steps of luma. */
const STRONGEST = 5;

/** The grain of a picture in some lists of cells: the standard deviation of luma's finest detail, in steps. */
export function measureGrain({ luma, columns }: Patch, lists: readonly Uint32Array[]): number {
  const counts = new Uint32Array(64);
  let total = 0;
  for (const cells of lists) {
    total += cells.length;
    for (const cell of cells) {
      const at = firstLuma(cell, columns);
      const below = at + 2 * columns;
      // The mixed second difference: blind to slopes and to edges along rows or columns.
      const detail = luma[at]! - luma[at + 1]! - luma[below]! + luma[below + 1]!;
      const bin = Math.min(63, Math.abs(detail));
      counts[bin] = counts[bin]! + 1;
    }
  }
  return Math.min(STRONGEST, (getMedian(counts, total) * 1.4826) / 2);
}

/** Between the bins, as the values are whole numbers. */
function getMedian(counts: Uint32Array, total: number): number {
  let below = 0;
  for (const [value, count] of counts.entries()) {
    if (below + count >= total / 2)
      return count === 0 ? 0 : Math.max(0, value - 0.5 + (total / 2 - below) / count);
    below += count;
  }
  return 0;
}

export interface GrainPlan {
  /** The cells that were replaced. */
  readonly covered: Uint32Array;
  /** 1 where a cell has the grain of the frame it was borrowed from, 0 where it has none. */
  readonly known: Float32Array;
  readonly amplitude: number;
  /** Another one gives other grain. */
  readonly seed: number;
}

/** Gives invented samples the grain of their surroundings. In place. */
export function addGrain(
  { luma, columns }: Patch,
  { covered, known, amplitude, seed }: GrainPlan,
): void {
  if (amplitude < 0.2) return;
  for (const cell of covered) {
    const strength = amplitude * (1 - known[cell]!);
    if (strength < 0.1) continue;
    const at = firstLuma(cell, columns);
    const below = at + 2 * columns;
    roughen(luma, at, strength, seed);
    roughen(luma, at + 1, strength, seed);
    roughen(luma, below, strength, seed);
    roughen(luma, below + 1, strength, seed);
  }
}

function roughen(luma: Uint8Array, at: number, strength: number, seed: number): void {
  const value = luma[at]! + strength * noise(at, seed);
  luma[at] = Math.min(255, Math.max(0, Math.round(value)));
}

/** About normal, with a standard deviation of 1; the same for the same place and seed. */
function noise(at: number, seed: number): number {
  let state = Math.imul(at ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
  state ^= state >>> 16;
  const sum = (state & 255) + ((state >>> 8) & 255) + ((state >>> 16) & 255) + (state >>> 24);
  return (sum - 510) / 147.8;
}
