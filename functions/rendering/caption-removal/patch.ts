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

function emptyPatch({ columns, rows }: Pick<Area, 'columns' | 'rows'>): Patch {
  return {
    columns,
    rows,
    luma: new Uint8Array(4 * columns * rows),
    blue: new Uint8Array(columns * rows),
    red: new Uint8Array(columns * rows),
  };
}

/** Copies an area out of a planar YUV 4:2:0 frame. */
export function cutPatch(frame: Uint8Array, size: Size, area: Area): Patch {
  const patch = emptyPatch(area);
  eachRow(size, area, (from, to, length, plane) => {
    patch[plane].set(frame.subarray(from, from + length), to);
  });
  return patch;
}

/** Lays a patch back where it was cut. */
export function pastePatch(frame: Uint8Array, size: Size, area: Area, patch: Patch): void {
  eachRow(size, area, (from, to, length, plane) => {
    frame.set(patch[plane].subarray(to, to + length), from);
  });
}

type Plane = 'luma' | 'blue' | 'red';

function eachRow(
  { width, height }: Size,
  area: Area,
  visit: (inFrame: number, inPatch: number, length: number, plane: Plane) => void,
): void {
  const lumaBytes = width * height;
  const half = width >> 1;
  for (let row = 0; row < 2 * area.rows; row++) {
    const from = (2 * area.row + row) * width + 2 * area.column;
    visit(from, row * 2 * area.columns, 2 * area.columns, 'luma');
  }
  for (let row = 0; row < area.rows; row++) {
    const from = lumaBytes + (area.row + row) * half + area.column;
    visit(from, row * area.columns, area.columns, 'blue');
    visit(from + (lumaBytes >> 2), row * area.columns, area.columns, 'red');
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

/** The places of a cell's four luma samples: upper left, upper right, lower left, lower right. */
export function getLuma(cell: number, columns: number): readonly [number, number, number, number] {
  const column = cell % columns;
  const at = (cell - column) * 4 + column * 2;
  return [at, at + 1, at + 2 * columns, at + 2 * columns + 1];
}

export function copyPatch(patch: Patch): Patch {
  const { luma, blue, red } = patch;
  return { ...patch, luma: luma.slice(), blue: blue.slice(), red: red.slice() };
}
