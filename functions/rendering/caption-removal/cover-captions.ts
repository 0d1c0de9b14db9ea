import type { Size } from '../size.ts';
import { type Area, clip, frameArea, widen } from './area.ts';
import { findGroups } from './groups.ts';
import { grow } from './morphology.ts';
import type { Watched } from './watch-strokes.ts';

/** Which cells of an area are under a caption, frame by frame. */
export interface Cover {
  /** Around all captions, with enough of what surrounds them. */
  readonly area: Area;
  /** The covered cells of a frame: a byte for each cell of `area`. */
  covered(frame: number): Uint8Array;
}

/** So far outline and ringing reach beyond a stroke, in cells for each line of the frame: 4 pixels of 720. */
const REACH = 1 / 300;
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
  const reach = Math.max(1, Math.round(shorter * REACH));
  const allowed = cellsWithin(watched, boxes);
  const smallest = Math.max(3, Math.round(SMALLEST_GROUP * (shorter / 720) ** 2));
  const letters = Array.from({ length: marks.length }, (_, index) =>
    groupLetters(marks.marks(index), allowed, watched, shorter, smallest),
  );
  const box = boxAround(letters, watched);
  if (!box) return undefined;
  const area = widen(box, reach + Math.round(shorter / 24), frameArea(frame));
  return {
    area,
    covered: (index) => {
      const values = new Uint8Array(area.columns * area.rows);
      for (const cell of letters[Math.floor(index / every)] ?? []) {
        const column = (cell % watched.columns) + watched.column - area.column;
        const row = Math.floor(cell / watched.columns) + watched.row - area.row;
        values[row * area.columns + column] = 1;
      }
      return grow({ width: area.columns, height: area.rows, values }, reach);
    },
  };
}

/** The marked cells without specks. */
function groupLetters(
  marks: Uint8Array,
  allowed: Uint8Array,
  watched: Area,
  shorter: number,
  smallest: number,
) {
  const values = new Uint8Array(marks.length);
  for (let cell = 0; cell < values.length; cell++) values[cell] = marks[cell]! & allowed[cell]!;
  const grid = { width: watched.columns, height: watched.rows, values };
  const { groups, labels } = findGroups(grid, Math.max(1, Math.round(shorter / 240)));
  const letters: number[] = [];
  for (let cell = 0; cell < values.length; cell++) {
    if (values[cell] === 0) continue;
    const group = groups[labels[cell] ?? -1];
    if (group !== undefined && group.count >= smallest) letters.push(cell);
  }
  return Uint32Array.from(letters);
}

function cellsWithin(watched: Area, boxes: readonly Area[]): Uint8Array {
  const allowed = new Uint8Array(watched.columns * watched.rows);
  for (const box of boxes) {
    const { column, row, columns, rows } = clip(box, watched);
    for (let down = row - watched.row; down < row - watched.row + rows; down++) {
      const start = down * watched.columns + column - watched.column;
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
