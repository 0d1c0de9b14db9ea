import { TILE } from './shift-points.ts';

/** How much further than the camera's motion each part of a picture lies in another one: near things move more. */
export interface LocalShift {
  readonly columns: number;
  readonly rows: number;
  /** In cells, for the middle of each tile. */
  readonly x: Float32Array;
  readonly y: Float32Array;
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
