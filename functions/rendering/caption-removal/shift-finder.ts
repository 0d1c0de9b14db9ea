import type { Area } from './area.ts';
import { getCells } from './cell-lists.ts';
import { compareTiles, TERMS } from './compare-tiles.ts';
import type { Exposure } from './exposed-area.ts';
import type { Source } from './exposure.ts';
import type { LocalShift } from './local-shift.ts';
import { ShiftPoints, TILE } from './shift-points.ts';
import { createSpread } from './spread.ts';

const ROUNDS = 3;
/** Once no tile goes further in a round, it was the last, in cells. */
const SMALLEST_STEP = 0.6;
/** The furthest that a tile goes beyond where the camera's motion puts it, in cells. */
const FURTHEST = 3;
/** The weight, in points, of a weak gradient, which hold a tile where it is. */
const INERTIA = 30;
/** Points in a tile and the eight around it from which on they count in full. */
const ENOUGH_POINTS = 30;

/** Finds local shifts of one frame after the other. */
export class ShiftFinder {
  readonly #area: Pick<Area, 'columns' | 'rows'>;
  readonly #points: ShiftPoints;
  readonly #shift: LocalShift;
  readonly #sums: Float64Array;
  readonly #steps: readonly [x: Float32Array, y: Float32Array];
  readonly #weights: Float32Array;
  readonly #spread;

  constructor(area: Pick<Area, 'columns' | 'rows'>) {
    this.#area = area;
    this.#points = new ShiftPoints(area);
    const { columns, rows } = this.#points;
    const plane = () => new Float32Array(columns * rows);
    this.#shift = { columns, rows, x: plane(), y: plane() };
    this.#sums = new Float64Array(columns * rows * TERMS);
    this.#steps = [plane(), plane()];
    this.#weights = plane();
    this.#spread = createSpread({ width: columns, height: rows }, 2);
  }

  /** The frame of which the shifts are looked for from now on. */
  begin(target: Exposure): void {
    this.#points.take(target);
  }

  /**
   * Refines, tile by tile, where the visible background around `cells` lies in `source`; covered tiles follow those
   * around. The answer is drawn over by the next one.
   */
  find(source: Source, cells: Uint32Array): LocalShift {
    const shift = this.#shift;
    shift.x.fill(0);
    shift.y.fill(0);
    const used = around(this.#tilesOf(cells), shift);
    const compared = getCells(around(used, shift));
    for (let round = 0; round < ROUNDS; round++) {
      if (this.#improve(source, used, compared) < SMALLEST_STEP) break;
    }
    return shift;
  }

  /** 1 for the tiles that cells lie in. */
  #tilesOf(cells: Uint32Array): Uint8Array {
    const { columns } = this.#area;
    const tiles = new Uint8Array(this.#weights.length);
    for (let at = 0; at < cells.length; at++) {
      const column = cells[at]! % columns;
      const row = (cells[at]! - column) / columns;
      tiles[Math.floor(row / TILE) * this.#shift.columns + Math.floor(column / TILE)] = 1;
    }
    return tiles;
  }

  #improve(source: Source, used: Uint8Array, compared: Uint32Array): number {
    const shift = this.#shift;
    const [x, y] = this.#steps;
    compareTiles(this.#sums, compared, { shift, points: this.#points, source });
    this.#weights.fill(0);
    for (const tile of compared) if (used[tile] === 1) this.#weights[tile] = this.#solve(tile);
    this.#spread(this.#steps, this.#weights, compared);
    let furthest = 0;
    for (const tile of compared) {
      furthest = Math.max(furthest, Math.abs(x[tile]!), Math.abs(y[tile]!));
      shift.x[tile] = limit(shift.x[tile]! + x[tile]!);
      shift.y[tile] = limit(shift.y[tile]! + y[tile]!);
    }
    return furthest;
  }

  /** Sets a tile's step by the sums of it and the eight around it, and answers how much that is worth. */
  #solve(tile: number): number {
    const { columns, rows } = this.#shift;
    const sums = this.#sums;
    const column = tile % columns;
    const row = (tile - column) / columns;
    const bottom = Math.min(rows - 1, row + 1);
    const end = Math.min(columns - 1, column + 1);
    let xx = INERTIA;
    let xy = 0;
    let yy = INERTIA;
    let xe = 0;
    let ye = 0;
    let count = 0;
    for (let down = Math.max(0, row - 1); down <= bottom; down++) {
      for (let right = Math.max(0, column - 1); right <= end; right++) {
        const at = (down * columns + right) * TERMS;
        xx += sums[at]!;
        xy += sums[at + 1]!;
        yy += sums[at + 2]!;
        xe += sums[at + 3]!;
        ye += sums[at + 4]!;
        count += sums[at + 5]!;
      }
    }
    if (count === 0) return 0;
    const [x, y] = this.#steps;
    const determinant = xx * yy - xy * xy;
    x[tile] = -(yy * xe - xy * ye) / determinant;
    y[tile] = -(xx * ye - xy * xe) / determinant;
    return Math.min(1, count / ENOUGH_POINTS);
  }
}

/** Marks with those beside them. */
function around(marks: Uint8Array, { columns, rows }: LocalShift): Uint8Array {
  const wider = new Uint8Array(marks.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      if (marks[at] === 0) continue;
      const left = Math.max(0, column - 1);
      const right = Math.min(columns - 1, column + 1);
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        wider.fill(1, y * columns + left, y * columns + right + 1);
      }
    }
  }
  return wider;
}

function limit(value: number): number {
  return Math.min(FURTHEST, Math.max(-FURTHEST, value));
}
