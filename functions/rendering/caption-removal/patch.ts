import type { Size } from '../size.ts';
import type { Area } from './area.ts';

/** The samples of an area: luma has two columns and rows for each cell, blue and red one. */
export interface Patch {
  readonly columns: number;
  readonly rows: number;
  readonly luma: Uint8Array;
  readonly blue: Uint8Array;
  readonly red: Uint8Array;
}

/** The samples of a whole frame, planar YUV 4:2:0; where they lie. */
export function asPatch(
  frame: Uint8Array,
  { columns, rows }: Pick<Area, 'columns' | 'rows'>,
): Patch {
  const cells = columns * rows;
  const plane = (from: number, length: number) =>
    new Uint8Array(frame.buffer, frame.byteOffset + from, length);
  return {
    columns,
    rows,
    luma: plane(0, 4 * cells),
    blue: plane(4 * cells, cells),
    red: plane(5 * cells, cells),
  };
}

/** Lays a patch over a frame. */
export function pastePatch(
  frame: Uint8Array,
  { width, height }: Size,
  { column, row }: Area,
  patch: Patch,
): void {
  const { columns, luma, blue, red } = patch;
  const pixels = width * height;
  const chroma = row * (width >> 1) + column;
  pastePlane(frame, 2 * row * width + 2 * column, width, luma, 2 * columns);
  pastePlane(frame, pixels + chroma, width >> 1, blue, columns);
  pastePlane(frame, pixels + (pixels >> 2) + chroma, width >> 1, red, columns);
}

function pastePlane(
  frame: Uint8Array,
  at: number,
  stride: number,
  plane: Uint8Array,
  width: number,
): void {
  for (let from = 0, to = at; from < plane.length; from += width, to += stride) {
    frame.set(plane.subarray(from, from + width), to);
  }
}

/** The mean luma of each cell. */
export function cellLuma({ luma, columns, rows }: Patch): Uint8Array {
  const means = new Uint8Array(columns * rows);
  const stride = 2 * columns;
  for (let row = 0, cell = 0; row < rows; row++) {
    let at = row * 2 * stride;
    for (let column = 0; column < columns; column++, cell++, at += 2) {
      const upper = luma[at]! + luma[at + 1]!;
      const lower = luma[at + stride]! + luma[at + stride + 1]!;
      means[cell] = (upper + lower + 2) >> 2;
    }
  }
  return means;
}

/** The place of a cell's upper left luma sample. The second is beside it, the others two columns' lengths further. */
export function firstLuma(cell: number, columns: number): number {
  return 4 * cell - 2 * (cell % columns);
}

export function copyPatch(patch: Patch): Patch {
  const { luma, blue, red } = patch;
  return { ...patch, luma: luma.slice(), blue: blue.slice(), red: red.slice() };
}
