import { createFrameWarp, frameBytes } from '../photo/warp-frame.ts';
import { CELL, createWarpGrid, type WarpGrid } from '../photo/warp-grid.ts';
import type { YuvPlanes } from '../photo/yuv-planes.ts';
import type { Size } from '../size.ts';
import { clamp } from './curves.ts';
import type { FaceLook } from './face-motion.ts';
import type { Mouth } from './mouth.ts';
import { type Colour, createInterior } from './mouth-interior.ts';

/** The part of a frame in which the lips part, in cells of the frame's grid. */
export interface PatchPlace {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** Three values for each node of the patch's grid: u, and how far it lies below the lip's edge as seen of head and jaw. */
type Places = Float32Array;
const PLACE = 3;

interface Layers {
  readonly head: Uint8Array;
  readonly jaw: Uint8Array;
  readonly patches: Places;
  readonly size: Size;
}

/** Draws the opening of the mouth into a frame: the head, the jaw, and what is seen between them. */
export function createMouthPainter(planes: YuvPlanes, mouth: Mouth, frame: Size) {
  return (place: PatchPlace, seen: WarpGrid, appearance: FaceLook, output: Uint8Array): void => {
    const scale = pixelsPerSample(place, seen);
    const layers = drawLayers(planes, place, seen, appearance, scale * mouth.chinDistance);
    const interior = createInterior(planes, mouth, scale);
    const pixel = createPixel(layers, interior);
    const from = { x: place.column * CELL, y: place.row * CELL };
    const { width, height } = layers.size;
    const luma = frame.width * frame.height;
    for (let row = 0, at = 0; row < height; row++) {
      const to = (from.y + row) * frame.width + from.x;
      for (let column = 0; column < width; column++, at++) {
        const shares = pixel.at(column + 0.5, row + 0.5);
        output[to + column] = mix(layers, at, shares, pixel.colour.luma);
      }
    }
    const half = width / 2;
    const blueAt = width * height;
    const redAt = blueAt * 1.25;
    for (let row = 0, at = 0; row < height / 2; row++) {
      const to = luma + (from.y / 2 + row) * (frame.width / 2) + from.x / 2;
      for (let column = 0; column < half; column++, at++) {
        const shares = pixel.at(column * 2 + 1, row * 2 + 1);
        output[to + column] = mix(layers, blueAt + at, shares, pixel.colour.blue);
        output[to + luma / 4 + column] = mix(layers, redAt + at, shares, pixel.colour.red);
      }
    }
  };
}

function drawLayers(
  planes: YuvPlanes,
  place: PatchPlace,
  seen: WarpGrid,
  appearance: FaceLook,
  pixelsPerV: number,
): Layers {
  const size = { width: place.columns * CELL, height: place.rows * CELL };
  const upper = createWarpGrid(size);
  const lower = createWarpGrid(size);
  const patches = new Float32Array(upper.x.length * PLACE);
  for (let row = 0, node = 0; row <= place.rows; row++) {
    const from = (place.row + row) * seen.columns + place.column;
    for (let column = 0; column <= place.columns; column++, node++) {
      const x = seen.x[from + column]!;
      const y = seen.y[from + column]!;
      appearance.upper(x, y);
      upper.x[node] = appearance.x;
      upper.y[node] = appearance.y;
      patches[node * PLACE] = appearance.u;
      patches[node * PLACE + 1] = appearance.v * pixelsPerV;
      appearance.lower(x, y);
      lower.x[node] = appearance.x;
      lower.y[node] = appearance.y;
      patches[node * PLACE + 2] = appearance.v * pixelsPerV;
    }
  }
  const head = new Uint8Array(frameBytes(size));
  const jaw = new Uint8Array(frameBytes(size));
  const warp = createFrameWarp(size);
  warp(planes, upper, head);
  warp(planes, lower, jaw);
  return { head, jaw, patches, size };
}

interface Shares {
  head: number;
  jaw: number;
}

/** What one pixel shows: how much of the head and of the jaw, and the colour of what is between them. */
function createPixel({ patches, size }: Layers, interior: ReturnType<typeof createInterior>) {
  const columns = size.width / CELL + 1;
  const shares: Shares = { head: 0, jaw: 0 };
  const gap = { u: 0, under: 0, over: 0 };
  const colour: Colour = { luma: 0, blue: 0, red: 0 };
  const read = (x: number, y: number, part: number): number => {
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    const node = (row * columns + column) * PLACE + part;
    const across = x / CELL - column;
    const upper = patches[node]! * (1 - across) + patches[node + PLACE]! * across;
    const below = node + columns * PLACE;
    const lower = patches[below]! * (1 - across) + patches[below + PLACE]! * across;
    return upper + (lower - upper) * (y / CELL - row);
  };
  return {
    colour,
    at(x: number, y: number): Shares {
      gap.under = read(x, y, 1);
      gap.over = -read(x, y, 2);
      shares.head = clamp(0.5 - gap.under, 0, 1);
      shares.jaw = clamp(0.5 - gap.over, 0, 1);
      if (shares.head + shares.jaw < 1) {
        gap.u = read(x, y, 0);
        interior(gap, colour);
      }
      return shares;
    },
  };
}

function mix({ head, jaw }: Layers, at: number, shares: Shares, between: number): number {
  const rest = Math.max(0, 1 - shares.head - shares.jaw);
  return head[at]! * shares.head + jaw[at]! * shares.jaw + between * rest + 0.5;
}

function pixelsPerSample(place: PatchPlace, seen: WarpGrid): number {
  const node = place.row * seen.columns + place.column;
  const end = node + place.columns;
  const x = seen.x[end]! - seen.x[node]!;
  const y = seen.y[end]! - seen.y[node]!;
  return (place.columns * CELL) / Math.hypot(x, y);
}
