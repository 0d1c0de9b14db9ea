import type { Affine } from './affine.ts';
import type { Exposure } from './exposed-area.ts';
import { fillSparse } from './spread.ts';

/** Side of a tile, in cells. */
const TILE = 8;
const ROUNDS = 2;
/** One cell in this many is compared, across and down. */
const STRIDE = 2;
/** The furthest that a tile goes beyond where the camera's motion puts it, in cells. */
const FURTHEST = 3;
/** The weight, in points, of a weak gradient, which hold a tile where it is. */
const INERTIA = 30;
/** Differences of luma that count half. */
const TOLERANCE = 10;

/** How much further than the camera's motion each part of a picture lies in another one: near things move more. */
export interface LocalShift {
  readonly columns: number;
  readonly rows: number;
  /** In cells, for the middle of each tile. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * Refines, tile by tile, where the visible background of `target` lies in `source`; covered tiles follow those around.
 */
export function localShift(target: Exposure, source: Exposure, map: Affine): LocalShift {
  const columns = Math.ceil(target.patch.columns / TILE);
  const rows = Math.ceil(target.patch.rows / TILE);
  const shift = {
    columns,
    rows,
    x: new Float32Array(columns * rows),
    y: new Float32Array(columns * rows),
  };
  for (let round = 0; round < ROUNDS; round++) improve(shift, target, source, map);
  return shift;
}

/** Between the middles of four tiles. `column` and `row` are those of a cell. */
export function shiftAt(
  shift: LocalShift,
  plane: Float32Array,
  column: number,
  row: number,
): number {
  const x = Math.min(shift.columns - 1, Math.max(0, (column + 0.5) / TILE - 0.5));
  const y = Math.min(shift.rows - 1, Math.max(0, (row + 0.5) / TILE - 0.5));
  const left = Math.min(shift.columns - 2, Math.floor(x));
  const top = Math.min(shift.rows - 2, Math.floor(y));
  if (left < 0 || top < 0) return plane[Math.round(y) * shift.columns + Math.round(x)] ?? 0;
  const at = top * shift.columns + left;
  const across = x - left;
  const upper = plane[at]! * (1 - across) + plane[at + 1]! * across;
  const below = at + shift.columns;
  const lower = plane[below]! * (1 - across) + plane[below + 1]! * across;
  return upper + (lower - upper) * (y - top);
}

function improve(shift: LocalShift, target: Exposure, source: Exposure, map: Affine): void {
  const sums = gather(shift, target, source, map);
  const { columns, rows } = shift;
  const x = new Float32Array(columns * rows);
  const y = new Float32Array(columns * rows);
  const weights = new Float32Array(columns * rows);
  for (let tile = 0; tile < weights.length; tile++) {
    const [xx, xy, yy, xe, ye, count] = around(sums, columns, rows, tile);
    if (count === 0) continue;
    const hold = INERTIA;
    const determinant = (xx + hold) * (yy + hold) - xy * xy;
    x[tile] = -((yy + hold) * xe - xy * ye) / determinant;
    y[tile] = -((xx + hold) * ye - xy * xe) / determinant;
    weights[tile] = Math.min(1, count / 30);
  }
  fillSparse({ width: columns, height: rows, planes: [x, y], weights });
  for (let tile = 0; tile < weights.length; tile++) {
    shift.x[tile] = limit(shift.x[tile]! + x[tile]!);
    shift.y[tile] = limit(shift.y[tile]! + y[tile]!);
  }
}

function limit(value: number): number {
  return Math.min(FURTHEST, Math.max(-FURTHEST, value));
}

const TERMS = 6;

/** The normal equations of each tile: gradients by gradients, gradients by differences, and how many points there are. */
function gather(shift: LocalShift, target: Exposure, source: Exposure, map: Affine): Float64Array {
  const sums = new Float64Array(shift.columns * shift.rows * TERMS);
  const { columns, rows } = target.patch;
  const luma = target.cellLuma;
  for (let row = 1; row < rows - 1; row += STRIDE) {
    const tileRow = Math.floor(row / TILE) * shift.columns;
    for (let column = 1; column < columns - 1; column += STRIDE) {
      const at = row * columns + column;
      if (target.covered[at] !== 0) continue;
      const tile = tileRow + Math.floor(column / TILE);
      const x = map.xx * column + map.xy * row + map.x0 + shift.x[tile]!;
      const y = map.yx * column + map.yy * row + map.y0 + shift.y[tile]!;
      const value = visible(source, x, y);
      if (value < 0) continue;
      const error = value - luma[at]!;
      const share = error / TOLERANCE;
      const weight = 1 / (1 + share * share);
      const right = (luma[at + 1]! - luma[at - 1]!) / 2;
      const down = (luma[at + columns]! - luma[at - columns]!) / 2;
      const to = tile * TERMS;
      sums[to] = sums[to]! + weight * right * right;
      sums[to + 1] = sums[to + 1]! + weight * right * down;
      sums[to + 2] = sums[to + 2]! + weight * down * down;
      sums[to + 3] = sums[to + 3]! + weight * right * error;
      sums[to + 4] = sums[to + 4]! + weight * down * error;
      sums[to + 5] = sums[to + 5]! + 1;
    }
  }
  return sums;
}

/** The sums of a tile and the eight around it. */
function around(sums: Float64Array, columns: number, rows: number, tile: number) {
  const total: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
  const column = tile % columns;
  const row = (tile - column) / columns;
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      const at = (y * columns + x) * TERMS;
      for (let term = 0; term < TERMS; term++) {
        total[term] = total[term]! + sums[at + term]!;
      }
    }
  }
  return total;
}

function visible(
  { patch: { columns, rows }, cellLuma, covered }: Exposure,
  x: number,
  y: number,
): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= columns - 1 || top >= rows - 1) return -1;
  const at = top * columns + left;
  const below = at + columns;
  if (covered[at] || covered[at + 1] || covered[below] || covered[below + 1]) return -1;
  const across = x - left;
  const upper = cellLuma[at]! * (1 - across) + cellLuma[at + 1]! * across;
  const lower = cellLuma[below]! * (1 - across) + cellLuma[below + 1]! * across;
  return upper + (lower - upper) * (y - top);
}
