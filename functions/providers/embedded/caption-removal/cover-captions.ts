import type { Size } from '../output-size.ts';
import { type Area, clip, widen } from './area.ts';
import { findGroups } from './groups.ts';
import type { MarkFilm } from './mark-film.ts';
import { grow } from './morphology.ts';

/** Which cells of an area are under a caption, frame by frame. */
export interface Cover {
  /** Around all captions, with enough of what surrounds them. */
  readonly area: Area;
  /** The covered cells of a frame: a byte for each cell of `area`. */
  covered(frame: number): Uint8Array;
  readonly frames: number;
}

/** Fewer marked cells than this are no letters, at 720 lines. */
const SMALLEST_GROUP = 12;

/**
 * Widens strokes to what is to be replaced: `reach` cells for outline, shadow and the coder's ringing. Nothing where no
 * frame has a caption.
 */
export function coverCaptions(
  marks: MarkFilm,
  watched: Area,
  { frame, whole, reach }: { readonly frame: Size; readonly whole: Area; readonly reach: number },
): Cover | undefined {
  const shorter = Math.min(frame.width, frame.height);
  const smallest = Math.max(3, Math.round(SMALLEST_GROUP * (shorter / 720) ** 2));
  const letters = Array.from({ length: marks.length }, (_, index) =>
    compact(lettersOf(marks.marks(index), watched, shorter, smallest)),
  );
  const box = boxAround(letters, watched);
  if (!box) return undefined;
  const area = widen(box, reach + Math.round(shorter / 24), whole);
  return {
    area,
    frames: marks.length,
    covered: (index) => {
      const values = new Uint8Array(area.columns * area.rows);
      for (const cell of letters[index] ?? []) {
        const column = (cell % watched.columns) + watched.column - area.column;
        const row = Math.floor(cell / watched.columns) + watched.row - area.row;
        values[row * area.columns + column] = 1;
      }
      return grow({ width: area.columns, height: area.rows, values }, reach);
    },
  };
}

/** The marks without specks. */
function lettersOf(values: Uint8Array, watched: Area, shorter: number, smallest: number) {
  const grid = { width: watched.columns, height: watched.rows, values };
  const { groups, labels } = findGroups(grid, Math.max(1, Math.round(shorter / 240)));
  return values.map((mark, cell) => {
    const group = groups[labels[cell] ?? -1];
    return mark !== 0 && group !== undefined && group.count >= smallest ? 1 : 0;
  });
}

function compact(marks: Uint8Array): Uint32Array {
  const cells: number[] = [];
  marks.forEach((mark, cell) => {
    if (mark !== 0) cells.push(cell);
  });
  return Uint32Array.from(cells);
}

function boxAround(frames: readonly Uint32Array[], watched: Area): Area | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (const cell of frames.flatMap((cells) => [...cells])) {
    const column = cell % watched.columns;
    const row = (cell - column) / watched.columns;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
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
