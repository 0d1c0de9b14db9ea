import type { Size } from '../size.ts';
import type { Pose } from './camera-path.ts';
import type { Scene } from './scene.ts';
import type { Field } from './smooth.ts';

/** Output pixels between two nodes. */
export const CELL = 4;

/**
 * Where each node of the output's grid looks in the source, row by row. Unit: source luma samples, measured from the left
 * and upper edge of the picture (a sample's middle lies at .5).
 */
export interface WarpGrid {
  readonly columns: number;
  readonly rows: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** An empty grid for frames of that size; width and height are multiples of the cell. */
export function createWarpGrid(frame: Size): WarpGrid {
  const columns = frame.width / CELL + 1;
  const rows = frame.height / CELL + 1;
  const nodes = columns * rows;
  return {
    columns,
    rows,
    x: new Float32Array(nodes),
    y: new Float32Array(nodes),
  };
}

/** Fills the grid with what a camera in that pose sees; `overscan` magnifies on top of the pose's zoom. */
export function aimGrid(grid: WarpGrid, scene: Scene, pose: Pose, overscan: number): void {
  const view = createWarpView(scene, pose, overscan);
  const aspect = scene.planes.width / scene.planes.height;
  let node = 0;
  for (let row = 0; row < grid.rows; row++) {
    const y = (row / (grid.rows - 1)) * 2 - 1;
    for (let column = 0; column < grid.columns; column++, node++) {
      view.at(((column / (grid.columns - 1)) * 2 - 1) * aspect, y);
      grid.x[node] = view.x;
      grid.y[node] = view.y;
    }
  }
}

/** Looks from a point of the frame into the picture. */
export interface WarpView {
  /** Where the last view went; kept here, because a frame takes 60,000 looks. Unit: the grid's. */
  x: number;
  y: number;
  /** Coordinates are the pose's: half heights, the middle of the frame at 0. */
  at(x: number, y: number): void;
}

/** What a camera in that pose sees of the scene; `overscan` magnifies on top of the pose's zoom. */
export function createWarpView(scene: Scene, pose: Pose, overscan: number): WarpView {
  const { planes, depth, focus, parallaxScale } = scene;
  const half = planes.height / 2;
  const magnification = pose.zoom * overscan;
  const cosine = Math.cos(pose.roll) / magnification;
  const sine = Math.sin(pose.roll) / magnification;
  const parallaxX = pose.parallaxX * parallaxScale;
  const parallaxY = pose.parallaxY * parallaxScale;
  const dolly = pose.dolly * parallaxScale;
  const view = {
    x: 0,
    y: 0,
    at(x: number, y: number) {
      const pictureX = x * cosine - y * sine + pose.panX;
      const pictureY = y * cosine + x * sine + pose.panY;
      const near = sample(depth, pictureX, pictureY);
      const pull = dolly * near;
      view.x =
        (pictureX - (pictureX - focus.x) * pull + parallaxX * near) * half + planes.width / 2;
      view.y = (pictureY - (pictureY - focus.y) * pull + parallaxY * near) * half + half;
    },
  };
  return view;
}

/** The depth at a point of the picture, bilinear; beyond the edge the edge counts. */
function sample({ values, width, height }: Field, x: number, y: number): number {
  const left = clamp(((x + width / height) * height) / 2 - 0.5, width - 1);
  const top = clamp(((y + 1) * height) / 2 - 0.5, height - 1);
  const column = Math.floor(left);
  const row = Math.floor(top);
  const right = column + 1 < width ? 1 : 0;
  const at = row * width + column;
  const below = row + 1 < height ? at + width : at;
  const across = left - column;
  const upper = values[at]! * (1 - across) + values[at + right]! * across;
  const lower = values[below]! * (1 - across) + values[below + right]! * across;
  return upper + (lower - upper) * (top - row);
}

function clamp(value: number, highest: number): number {
  return Math.min(Math.max(value, 0), highest);
}
