import type { Area } from './area.ts';

/** Side of a tile, in cells: a small letter of a 720-line video. */
const SIDE = 16;

/** An area divided into squares, so that something can be said of a place and not of each cell. */
export interface Tiling {
  readonly columns: number;
  readonly rows: number;
  /** The tile of each cell. */
  readonly tileAt: Uint16Array;
  readonly cellsPerTile: number;
}

export function createTiles({ columns, rows }: Area): Tiling {
  const across = Math.ceil(columns / SIDE);
  const tileAt = new Uint16Array(columns * rows);
  for (let row = 0, cell = 0; row < rows; row++) {
    const start = Math.floor(row / SIDE) * across;
    for (let column = 0; column < columns; column++, cell++) {
      tileAt[cell] = start + Math.floor(column / SIDE);
    }
  }
  return { columns: across, rows: Math.ceil(rows / SIDE), tileAt, cellsPerTile: SIDE * SIDE };
}

/** The tiles that an area inside of the tiled one touches, by their numbers. */
export function tilesWithin({ columns, rows }: Tiling, box: Area): number[] {
  const tiles: number[] = [];
  for (let row = Math.floor(box.row / SIDE); row < rows && row * SIDE < box.row + box.rows; row++) {
    let column = Math.floor(box.column / SIDE);
    for (; column < columns && column * SIDE < box.column + box.columns; column++) {
      tiles.push(row * columns + column);
    }
  }
  return tiles;
}
