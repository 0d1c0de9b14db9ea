import type { Source } from './exposure.ts';
import type { LocalShift } from './local-shift.ts';
import type { ShiftPoints } from './shift-points.ts';

/** Sums of a tile: gradients by gradients (xx, xy, yy), gradients by differences (xe, ye), and how many points there are. */
export const TERMS = 6;
/** Differences of luma that count half. */
const TOLERANCE = 10;

interface Comparison {
  /** What is known of it so far. */
  readonly shift: LocalShift;
  readonly points: ShiftPoints;
  readonly source: Source;
}

/** Writes the normal equations of some tiles: by how much more the source would have to be shifted. */
export function compareTiles(
  sums: Float64Array,
  tiles: Uint32Array,
  { shift, points, source: { map, exposure } }: Comparison,
): void {
  const { starts, column: columns, row: rows, luma: lumas, right: rights, down: downs } = points;
  const { cellLuma, blocked, patch } = exposure;
  const width = patch.columns;
  const lastColumn = width - 1;
  const lastRow = patch.rows - 1;
  for (let index = 0; index < tiles.length; index++) {
    const tile = tiles[index]!;
    const x0 = map.x0 + shift.x[tile]!;
    const y0 = map.y0 + shift.y[tile]!;
    let xx = 0;
    let xy = 0;
    let yy = 0;
    let xe = 0;
    let ye = 0;
    let count = 0;
    for (let point = starts[tile]!, end = starts[tile + 1]!; point < end; point++) {
      const column = columns[point]!;
      const row = rows[point]!;
      const x = map.xx * column + map.xy * row + x0;
      const y = map.yx * column + map.yy * row + y0;
      if (x < 0 || y < 0 || x >= lastColumn || y >= lastRow) continue;
      // Of what is not below zero the whole part, faster than by Math.floor.
      const left = x | 0;
      const top = y | 0;
      const at = top * width + left;
      if (blocked[at] !== 0) continue;
      const below = at + width;
      const across = x - left;
      const upper = cellLuma[at]! + (cellLuma[at + 1]! - cellLuma[at]!) * across;
      const lower = cellLuma[below]! + (cellLuma[below + 1]! - cellLuma[below]!) * across;
      const error = upper + (lower - upper) * (y - top) - lumas[point]!;
      const share = error / TOLERANCE;
      const weight = 1 / (1 + share * share);
      const right = rights[point]! / 2;
      const down = downs[point]! / 2;
      const weighedRight = weight * right;
      const weighedDown = weight * down;
      xx += weighedRight * right;
      xy += weighedRight * down;
      yy += weighedDown * down;
      xe += weighedRight * error;
      ye += weighedDown * error;
      count++;
    }
    const to = tile * TERMS;
    sums[to] = xx;
    sums[to + 1] = xy;
    sums[to + 2] = yy;
    sums[to + 3] = xe;
    sums[to + 4] = ye;
    sums[to + 5] = count;
  }
}
