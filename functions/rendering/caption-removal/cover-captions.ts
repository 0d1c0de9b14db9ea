import type { Size } from '../size.ts';
import { type Area, clip, frameArea, joinAreas, widen } from './area.ts';
import { getCells } from './cell-lists.ts';
import { findGroups } from './groups.ts';
import { type Grid, grow } from './grow.ts';
import type { Watched } from './watch-strokes.ts';

/** Which cells of an area are under a caption, frame by frame. */
export interface Cover {
  /** Around all captions, with enough of what surrounds them. */
  readonly area: Area;
  /** The covered cells of a frame: a byte for each cell of `area`, 0 or 1. Not to be written to. */
  covered(frame: number): Uint8Array;
}

/** So far outline and ringing reach beyond a stroke, in cells for each line of the frame: 4 pixels of 720. */
const REACH = 1 / 300;
/** Between two strokes of a letter, in cells for each line of the frame. */
const GAP = 1 / 240;
/** Fewer marked cells than this are no letters, at 720 lines. */
const SMALLEST_GROUP = 12;

/**
 * Widens the strokes within `boxes` to what is to be replaced, with their outline, shadow and the coder's ringing.
 * Nothing where no frame has any.
 */
export function coverCaptions(
  { marks, area: watched, every }: Watched,
  { frame, boxes }: { readonly frame: Size; readonly boxes: readonly Area[] },
): Cover | undefined {
  const shorter = Math.min(frame.width, frame.height);
  const gap = Math.max(1, Math.round(shorter * GAP));
  const smallest = Math.max(3, Math.round(SMALLEST_GROUP * (shorter / 720) ** 2));
  // Wider than the boxes, as strokes are grown to find those of a letter.
  const part = widen(joinAreas(boxes), gap, watched);
  const allowed = cellsWithin(part, boxes, watched);
  const letters = Array.from({ length: marks.length }, (_, index) => {
    const values = cutMarks(marks.marks(index), watched, part, allowed);
    return groupLetters({ width: part.columns, height: part.rows, values }, gap, smallest);
  });
  const box = boxAround(letters, part);
  if (!box) return undefined;
  const reach = Math.max(1, Math.round(shorter * REACH));
  const area = widen(box, reach + Math.round(shorter / 24), frameArea(frame));
  let last: { readonly looked: number; readonly covered: Uint8Array } | undefined;
  return {
    area,
    covered: (index) => {
      const looked = Math.floor(index / every);
      if (last?.looked !== looked) {
        const values = layOver(letters[looked], part, area);
        const grid = { width: area.columns, height: area.rows, values };
        last = { looked, covered: grow(grid, reach) };
      }
      return last.covered;
    },
  };
}

/** The marks of a part of an area, where they are allowed. */
function cutMarks(marks: Uint8Array, whole: Area, part: Area, allowed: Uint8Array): Uint8Array {
  const cut = new Uint8Array(allowed.length);
  for (let row = 0, to = 0; row < part.rows; row++) {
    let at = (part.row - whole.row + row) * whole.columns + part.column - whole.column;
    for (const end = to + part.columns; to < end; to++, at++) cut[to] = marks[at]! & allowed[to]!;
  }
  return cut;
}

/** The marked cells without specks. */
function groupLetters(grid: Grid, gap: number, smallest: number): Uint32Array {
  const { groups, labels } = findGroups(grid, gap);
  return getCells(grid.values).filter((cell) => groups[labels[cell]!]!.count >= smallest);
}

/** Marks for cells of one area, in another that holds them. */
function layOver(cells: Uint32Array | undefined, from: Area, to: Area): Uint8Array {
  const values = new Uint8Array(to.columns * to.rows);
  for (const cell of cells ?? []) {
    const column = (cell % from.columns) + from.column - to.column;
    const row = Math.floor(cell / from.columns) + from.row - to.row;
    values[row * to.columns + column] = 1;
  }
  return values;
}

/** Marks for the cells of an area that lie in one of the boxes, of which only what is within `watched` counts. */
function cellsWithin(area: Area, boxes: readonly Area[], watched: Area): Uint8Array {
  const allowed = new Uint8Array(area.columns * area.rows);
  for (const box of boxes) {
    const { column, row, columns, rows } = clip(box, watched);
    for (let down = row - area.row; down < row - area.row + rows; down++) {
      const start = down * area.columns + column - area.column;
      allowed.fill(1, start, start + columns);
    }
  }
  return allowed;
}

function boxAround(frames: readonly Uint32Array[], watched: Area): Area | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (const cells of frames) {
    for (const cell of cells) {
      const column = cell % watched.columns;
      const row = (cell - column) / watched.columns;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  if (right < 0) return undefined;
  return clip(
    {
      column: watched.column + left,
      row: watched.row + top,
      columns: right - left + 1,
      rows: bottom - top + 1,
    },
    watched,
  );
}
