import { type Affine, chain, invert } from './affine.ts';
import type { Exposure } from './exposed-area.ts';

/** A frame that another one borrows from. */
export interface Source {
  readonly exposure: Exposure;
  /** From the filled frame's cells to the source's. */
  readonly map: Affine;
  readonly distance: number;
}

export function createSource(target: Exposure, exposure: Exposure): Source {
  return {
    exposure,
    map: chain(target.pose, invert(exposure.pose)),
    distance: Math.abs(exposure.index - target.index),
  };
}

/** What lies so close to a cell, in cells, lies on it. */
const NEARLY = 1e-3;

/** Whether all the samples that a spot, in cells, needs are in the frame, and not covered there. */
export function showsAt(
  { covered, blocked, patch: { columns, rows } }: Exposure,
  x: number,
  y: number,
): boolean {
  const inX = x + NEARLY;
  const inY = y + NEARLY;
  if (inX < 0 || inY < 0 || inX >= columns || inY >= rows) return false;
  // Of what is not below zero the whole part, faster than by Math.floor.
  const left = inX | 0;
  const top = inY | 0;
  const right = x - left > NEARLY ? left + 1 : left;
  const bottom = y - top > NEARLY ? top + 1 : top;
  if (right >= columns || bottom >= rows) return false;
  if (right > left && bottom > top) return blocked[top * columns + left] === 0;
  const upper = top * columns;
  const lower = bottom * columns;
  return (
    covered[upper + left] === 0 &&
    covered[upper + right] === 0 &&
    covered[lower + left] === 0 &&
    covered[lower + right] === 0
  );
}
