import type { Size } from '../size.ts';

/**
 * Fills what is unknown from what is known around it, near things first: averages go up a pyramid, and come down where
 * nothing better is known (Gortler's push-pull). Known values stay. In place.
 *
 * The planes share their weights: 0 where nothing is known, 1 where a value counts in full. Where some samples are `wanted`,
 * only these are filled.
 */
export type Spread = (
  planes: readonly Float32Array[],
  weights: Float32Array,
  wanted?: Uint32Array,
) => void;

interface Level extends Size {
  readonly planes: readonly Float32Array[];
  readonly weights: Float32Array;
}

/** Makes what fills planes of a size, as many as `count` at a time. */
export function createSpread(size: Size, count: number): Spread {
  const coarser: Level[] = [];
  for (let { width, height } = size; width > 1 || height > 1; ) {
    width = (width + 1) >> 1;
    height = (height + 1) >> 1;
    const plane = () => new Float32Array(width * height);
    coarser.push({ width, height, planes: Array.from({ length: count }, plane), weights: plane() });
  }
  return (planes, weights, wanted) => {
    const levels = [{ ...size, planes, weights }, ...coarser];
    let top = 0;
    while (top < coarser.length && !gatherUp(levels[top]!, levels[top + 1]!)) top++;
    if (top < coarser.length) top++;
    for (let level = top; level > 0; level--) {
      const fine = levels[level - 1]!;
      if (level === 1 && wanted) fillWanted(fine, levels[level]!, wanted);
      else fillDown(fine, levels[level]!);
    }
  };
}

/** Answers whether all of the coarse level is known. */
function gatherUp(fine: Level, coarse: Level): boolean {
  const { width, height } = fine;
  let isKnown = true;
  for (let row = 0, to = 0; row < coarse.height; row++) {
    const upper = 2 * row * width;
    const lower = 2 * row + 1 < height ? upper + width : -1;
    for (let column = 0; column < coarse.width; column++, to++) {
      const at = upper + 2 * column;
      const below = lower < 0 ? -1 : lower + 2 * column;
      const weight = average(fine, coarse, to, at, below, 2 * column + 1 < width);
      if (weight < 1) isKnown = false;
    }
  }
  return isKnown;
}

/** Sets a coarse sample to the mean of the fine ones at `at` and `below`, and of those beside them; answers its weight. */
function average(
  fine: Level,
  coarse: Level,
  to: number,
  at: number,
  below: number,
  isPair: boolean,
): number {
  const { weights } = fine;
  const one = weights[at]!;
  const two = isPair ? weights[at + 1]! : 0;
  const three = below < 0 ? 0 : weights[below]!;
  const four = isPair && below >= 0 ? weights[below + 1]! : 0;
  const sum = one + two + three + four;
  const weight = Math.min(1, sum);
  coarse.weights[to] = weight;
  for (let index = 0; index < coarse.planes.length; index++) {
    const plane = fine.planes[index]!;
    if (sum === 0) {
      // Nothing is left of what was filled before.
      coarse.planes[index]![to] = 0;
      continue;
    }
    let value = one * plane[at]!;
    if (two > 0) value += two * plane[at + 1]!;
    if (three > 0) value += three * plane[below]!;
    if (four > 0) value += four * plane[below + 1]!;
    coarse.planes[index]![to] = value / sum;
  }
  return weight;
}

function fillDown(fine: Level, coarse: Level): void {
  const { width, height, weights } = fine;
  for (let index = 0; index < coarse.planes.length; index++) {
    const plane = fine.planes[index]!;
    const from = coarse.planes[index]!;
    for (let row = 0, at = 0; row < height; row++) {
      for (let column = 0; column < width; column++, at++) {
        const weight = weights[at]!;
        if (weight >= 1) continue;
        plane[at] = weight * plane[at]! + (1 - weight) * between(from, coarse, column, row);
      }
    }
  }
}

function fillWanted({ width, planes, weights }: Level, coarse: Level, wanted: Uint32Array): void {
  for (let index = 0; index < coarse.planes.length; index++) {
    const plane = planes[index]!;
    const from = coarse.planes[index]!;
    for (let next = 0; next < wanted.length; next++) {
      const at = wanted[next]!;
      const weight = weights[at]!;
      if (weight >= 1) continue;
      const column = at % width;
      const row = (at - column) / width;
      plane[at] = weight * plane[at]! + (1 - weight) * between(from, coarse, column, row);
    }
  }
}

/** The value of a coarse plane at a fine sample: three quarters of the nearest, one of its neighbour, both ways. */
function between(plane: Float32Array, { width, height }: Size, column: number, row: number) {
  const left = column >> 1;
  const right = Math.min(width - 1, Math.max(0, left - 1 + 2 * (column & 1)));
  const near = (row >> 1) * width;
  const far = Math.min(height - 1, Math.max(0, (row >> 1) - 1 + 2 * (row & 1))) * width;
  const upper = 3 * plane[near + left]! + plane[near + right]!;
  const lower = 3 * plane[far + left]! + plane[far + right]!;
  return (3 * upper + lower) / 16;
}
