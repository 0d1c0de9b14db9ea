import type { Size } from '../size.ts';

/** The number of brightness levels in the histogram. */
const STEPS = 64;

/**
 * How much a frame shows: the entropy of its brightness, in bits, and the logarithm of how much neighbours differ. Black,
 * blank and blurred frames have little of both.
 * @param luma of a small frame, a byte for each pixel
 */
export function scoreFrame(luma: Uint8Array, { width, height }: Size): number {
  const counts = new Uint32Array(STEPS);
  let differences = 0;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const value = luma[at]!;
      counts[value >> 2]!++;
      if (column > 0) differences += Math.abs(value - luma[at - 1]!);
      if (row > 0) differences += Math.abs(value - luma[at - width]!);
    }
  }
  const pixels = width * height;
  return entropy(counts, pixels) + Math.log2(1 + differences / pixels);
}

function entropy(counts: Uint32Array, total: number): number {
  let bits = 0;
  for (const count of counts) {
    if (count > 0) bits -= (count / total) * Math.log2(count / total);
  }
  return bits;
}
