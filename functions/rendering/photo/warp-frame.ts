import type { Size } from '../size.ts';
import { CELL, type WarpGrid } from './warp-grid.ts';
import type { YuvPlanes } from './yuv-planes.ts';

/** Coordinates are held in 1/65536 samples: an integer shift gives the sample, the next byte the weight. */
const ONE = 65_536;
const CHROMA_CELL = CELL / 2;

/** Bytes of one planar YUV 4:2:0 frame. */
export function frameBytes({ width, height }: Size): number {
  return (width * height * 3) / 2;
}

/** Draws the picture through the grid into `output`: planar YUV 4:2:0, Y then U then V, chroma sited left (H.264's default). */
export function createFrameWarp(frame: Size) {
  const edges = {
    x: new Int32Array(frame.width / CELL + 1),
    y: new Int32Array(frame.width / CELL + 1),
  };
  const luma = frame.width * frame.height;
  return (planes: YuvPlanes, grid: WarpGrid, output: Uint8Array): void => {
    warpLuma(planes, grid, edges, output.subarray(0, luma));
    const blue = output.subarray(luma, luma * 1.25);
    const red = output.subarray(luma * 1.25, luma * 1.5);
    warpChroma(planes, grid, edges, blue, red);
  };
}

interface Edges {
  readonly x: Int32Array;
  readonly y: Int32Array;
}

function warpLuma(planes: YuvPlanes, grid: WarpGrid, edges: Edges, output: Uint8Array): void {
  const { width, luma } = planes;
  const cells = grid.columns - 1;
  const lines = (grid.rows - 1) * CELL;
  let at = 0;
  for (let line = 0; line < lines; line++) {
    interpolateLine(grid, edges, (line + 0.5) / CELL, 1);
    for (let cell = 0; cell < cells; cell++) {
      let x = edges.x[cell]!;
      let y = edges.y[cell]!;
      const stepX = (edges.x[cell + 1]! - x) >> 2;
      const stepY = (edges.y[cell + 1]! - y) >> 2;
      x += stepX >> 1;
      y += stepY >> 1;
      for (let column = 0; column < CELL; column++) {
        const four = luma[(y >> 16) * width + (x >> 16)]!;
        const right = (x >> 8) & 255;
        const lower = (y >> 8) & 255;
        output[at++] = blend(four, right, lower);
        x += stepX;
        y += stepY;
      }
    }
  }
}

function warpChroma(
  planes: YuvPlanes,
  grid: WarpGrid,
  edges: Edges,
  blue: Uint8Array,
  red: Uint8Array,
): void {
  const width = planes.width / 2;
  const cells = grid.columns - 1;
  const lines = (grid.rows - 1) * CHROMA_CELL;
  let at = 0;
  for (let line = 0; line < lines; line++) {
    interpolateLine(grid, edges, (line + 0.5) / CHROMA_CELL, 0.5);
    for (let cell = 0; cell < cells; cell++) {
      let x = edges.x[cell]!;
      let y = edges.y[cell]!;
      const stepX = (edges.x[cell + 1]! - x) >> 1;
      const stepY = (edges.y[cell + 1]! - y) >> 1;
      x += stepX >> 2;
      y += stepY >> 2;
      for (let column = 0; column < CHROMA_CELL; column++) {
        const index = (y >> 16) * width + (x >> 16);
        const right = (x >> 8) & 255;
        const lower = (y >> 8) & 255;
        blue[at] = blend(planes.blue[index]!, right, lower);
        red[at++] = blend(planes.red[index]!, right, lower);
        x += stepX;
        y += stepY;
      }
    }
  }
}

/** Bilinear over a packed 2x2 neighbourhood, two products at a time; weights 0 to 255 in 256ths. */
function blend(four: number, right: number, lower: number): number {
  const sides = Math.imul(four & 0xff00ff, 256 - right) + Math.imul((four >>> 8) & 0xff00ff, right);
  return ((sides & 0xffff) * (256 - lower) + ((sides >>> 16) & 0xffff) * lower + 32_768) >> 16;
}

/** The grid's columns at a line between two of its rows; times `scale`, half a sample less: from edges to middles. */
function interpolateLine(grid: WarpGrid, edges: Edges, row: number, scale: number): void {
  const upper = Math.floor(row);
  const weight = row - upper;
  const { columns } = grid;
  for (let column = 0, node = upper * columns; column < columns; column++, node++) {
    const x = grid.x[node]!;
    const y = grid.y[node]!;
    const lowerX = grid.x[node + columns]!;
    const lowerY = grid.y[node + columns]!;
    edges.x[column] = ((x + (lowerX - x) * weight) * scale - 0.5) * ONE;
    edges.y[column] = ((y + (lowerY - y) * weight) * scale - 0.5) * ONE;
  }
}
