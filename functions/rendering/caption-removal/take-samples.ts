import type { Borrowed } from './borrowed.ts';
import { type Source, showsAt } from './exposure.ts';
import { type LocalShift, shiftAt } from './local-shift.ts';
import { firstLuma, type Patch } from './patch.ts';

/** Adds a source's samples to those of a list of cells; nearer frames count for more. */
export function takeSamples(
  borrowed: Borrowed,
  source: Source,
  shift: LocalShift,
  cells: Uint32Array,
): void {
  const { exposure, distance } = source;
  const spots = findSpots(source, shift, cells);
  for (let index = 0; index < cells.length; index++) {
    if (!showsAt(exposure, spots.x[index]!, spots.y[index]!)) continue;
    const cell = cells[index]!;
    const isSecond = borrowed.found[cell] === 1;
    const first = borrowed.distance[cell]!;
    spots.share[index] = isSecond ? first / (first + distance) : 1;
    takeLuma(borrowed, cell, exposure.patch, spots, index);
    takeColour(borrowed, cell, exposure.patch, spots, index);
    if (!isSecond) borrowed.disagreement[cell] = 0;
    borrowed.distance[cell] = distance;
    borrowed.found[cell] = 1;
  }
}

/** Where cells lie in a source, in cells, and how much its samples count. Arrays, as numbers that are passed on are boxed. */
interface Spots {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly share: Float64Array;
}

function findSpots({ map, exposure }: Source, shift: LocalShift, cells: Uint32Array): Spots {
  const { columns } = exposure.patch;
  const x = new Float64Array(cells.length);
  const y = new Float64Array(cells.length);
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!;
    const column = cell % columns;
    const row = (cell - column) / columns;
    x[index] = map.xx * column + map.xy * row + map.x0 + shiftAt(shift, shift.x, column, row);
    y[index] = map.yx * column + map.yy * row + map.y0 + shiftAt(shift, shift.y, column, row);
  }
  return { x, y, share: new Float64Array(cells.length) };
}

/** Takes a cell's four samples, which lie between nine of the source, and notes how far they are off. */
function takeLuma(
  borrowed: Borrowed,
  cell: number,
  { luma, columns, rows }: Patch,
  spots: Spots,
  index: number,
): void {
  const stride = 2 * columns;
  const x = 2 * spots.x[index]!;
  const y = 2 * spots.y[index]!;
  const share = spots.share[index]!;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const across = x - left;
  const down = y - top;
  const one = Math.max(0, left);
  const two = Math.max(0, left + 1);
  const three = Math.min(stride - 1, left + 2);
  const upper = Math.max(0, top) * stride;
  const middle = Math.max(0, top + 1) * stride;
  const lower = Math.min(2 * rows - 1, top + 2) * stride;
  const upperLeft = lerp(luma[upper + one]!, luma[upper + two]!, across);
  const upperRight = lerp(luma[upper + two]!, luma[upper + three]!, across);
  const middleLeft = lerp(luma[middle + one]!, luma[middle + two]!, across);
  const middleRight = lerp(luma[middle + two]!, luma[middle + three]!, across);
  const lowerLeft = lerp(luma[lower + one]!, luma[lower + two]!, across);
  const lowerRight = lerp(luma[lower + two]!, luma[lower + three]!, across);
  const to = borrowed.luma;
  const at = firstLuma(cell, columns);
  const sum =
    mix(to, at, lerp(upperLeft, middleLeft, down), share) +
    mix(to, at + 1, lerp(upperRight, middleRight, down), share) +
    mix(to, at + stride, lerp(middleLeft, lowerLeft, down), share) +
    mix(to, at + stride + 1, lerp(middleRight, lowerRight, down), share);
  borrowed.disagreement[cell] = Math.abs(sum) / 4;
}

function takeColour(
  borrowed: Borrowed,
  cell: number,
  { blue, red, columns, rows }: Patch,
  spots: Spots,
  index: number,
): void {
  const x = Math.max(0, spots.x[index]!);
  const y = Math.max(0, spots.y[index]!);
  const share = spots.share[index]!;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(columns - 1, left + 1);
  const upper = top * columns;
  const lower = Math.min(rows - 1, top + 1) * columns;
  const across = x - left;
  const down = y - top;
  const blueAbove = lerp(blue[upper + left]!, blue[upper + right]!, across);
  const blueBelow = lerp(blue[lower + left]!, blue[lower + right]!, across);
  mix(borrowed.blue, cell, lerp(blueAbove, blueBelow, down), share);
  const redAbove = lerp(red[upper + left]!, red[upper + right]!, across);
  const redBelow = lerp(red[lower + left]!, red[lower + right]!, across);
  mix(borrowed.red, cell, lerp(redAbove, redBelow, down), share);
}

function lerp(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}

/** Answers how far the value was off. */
function mix(plane: Float32Array, at: number, value: number, share: number): number {
  const before = plane[at]!;
  plane[at] = before + share * (value - before);
  return value - before;
}
