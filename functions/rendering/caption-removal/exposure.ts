import { type Affine, chain, invert } from './affine.ts';
import type { Exposure } from './exposed-area.ts';
import { type LocalShift, shiftAt } from './local-shift.ts';

/** A frame that another one borrows from. */
export interface Source {
  readonly exposure: Exposure;
  /** From the filled frame's cells to the source's. */
  readonly map: Affine;
  readonly distance: number;
  /** Beside the camera's motion; found once the source is used. */
  shift?: LocalShift;
}

export function createSource(target: Exposure, exposure: Exposure): Source {
  return {
    exposure,
    map: chain(target.pose, invert(exposure.pose)),
    distance: Math.abs(exposure.index - target.index),
  };
}

/** Where a cell of the filled frame lies in a source, in cells. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export function getSpot({ map, shift }: Source, column: number, row: number): Spot {
  const x = map.xx * column + map.xy * row + map.x0;
  const y = map.yx * column + map.yy * row + map.y0;
  if (!shift) return { x, y };
  return {
    x: x + shiftAt(shift, shift.x, column, row),
    y: y + shiftAt(shift, shift.y, column, row),
  };
}

/** Whether all the samples that a spot needs are in the frame, and not covered there. */
export function showsAt(
  { covered, patch: { columns, rows } }: Exposure,
  x: number,
  y: number,
): boolean {
  const left = Math.floor(x + 1e-3);
  const top = Math.floor(y + 1e-3);
  const right = Math.ceil(x - 1e-3);
  const bottom = Math.ceil(y - 1e-3);
  if (left < 0 || top < 0 || right >= columns || bottom >= rows) return false;
  const upper = top * columns;
  const lower = bottom * columns;
  return (
    covered[upper + left] === 0 &&
    covered[upper + right] === 0 &&
    covered[lower + left] === 0 &&
    covered[lower + right] === 0
  );
}

/** As `showsAt`, by the camera's motion alone. */
export function showsCell({ map, exposure }: Source, columns: number, cell: number): boolean {
  const column = cell % columns;
  const row = (cell - column) / columns;
  const x = map.xx * column + map.xy * row + map.x0;
  const y = map.yx * column + map.yy * row + map.y0;
  return showsAt(exposure, x, y);
}

/** Between four samples. */
export function between(
  plane: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const across = Math.max(0, x - left);
  const down = Math.max(0, y - top);
  const upper = plane[top * width + left]! * (1 - across) + plane[top * width + right]! * across;
  const lower =
    plane[bottom * width + left]! * (1 - across) + plane[bottom * width + right]! * across;
  return upper + (lower - upper) * down;
}
