import type { YuvPlanes } from '../photo/yuv-planes.ts';
import { clamp } from './curves.ts';
import type { Point } from './point.ts';

/** A square part of a picture, which may reach beyond it. */
export interface Square {
  /** The middle and the length of a side, in luma samples of the planes. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Radians, clockwise, by which the square is turned. */
  readonly turn: number;
}

/** Interleaved RGB, 0 to 255. */
export interface RgbSquare {
  /** Pixels of a side. */
  readonly side: number;
  readonly rgb: Float32Array;
}

const GREY = 114;

/** Draws a square of the picture with `side` pixels a side; grey beyond the picture. Matrix: ITU-R BT.709-6, section 3. */
export function rgbSquare(planes: YuvPlanes, square: Square, side: number): RgbSquare {
  const rgb = new Float32Array(side * side * 3).fill(GREY);
  const toPicture = createPictureMap(square, side);
  const chromaWidth = planes.width / 2;
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++, at += 3) {
      const { x, y } = toPicture({ x: column + 0.5, y: row + 0.5 });
      if (x < 0 || y < 0 || x >= planes.width || y >= planes.height) continue;
      const luma = (bilinear(planes.luma, planes.width, planes.height, x, y) - 16) * 1.16438;
      const chroma = Math.floor(y / 2) * chromaWidth + Math.floor(x / 2);
      const blue = (planes.blue[chroma]! & 255) - 128;
      const red = (planes.red[chroma]! & 255) - 128;
      rgb[at] = clamp(luma + 1.79274 * red, 0, 255);
      rgb[at + 1] = clamp(luma - 0.21325 * blue - 0.53291 * red, 0, 255);
      rgb[at + 2] = clamp(luma + 2.1124 * blue, 0, 255);
    }
  }
  return { side, rgb };
}

/** Turns a place in the drawn square, in its pixels, into one in the picture, in luma samples. */
export function createPictureMap(
  { x, y, size, turn }: Square,
  side: number,
): (place: Point) => Point {
  const cosine = (Math.cos(turn) * size) / side;
  const sine = (Math.sin(turn) * size) / side;
  return (place) => {
    const across = place.x - side / 2;
    const down = place.y - side / 2;
    return { x: x + across * cosine - down * sine, y: y + across * sine + down * cosine };
  };
}

/** Between the middles of the samples; a plane's word holds its sample and the three to the right and below. */
function bilinear(plane: Int32Array, width: number, height: number, x: number, y: number): number {
  const left = clamp(x - 0.5, 0, width - 1);
  const top = clamp(y - 0.5, 0, height - 1);
  const column = Math.floor(left);
  const row = Math.floor(top);
  const four = plane[row * width + column]!;
  const across = left - column;
  const down = top - row;
  const upper = (four & 255) * (1 - across) + ((four >>> 8) & 255) * across;
  const lower = ((four >>> 16) & 255) * (1 - across) + (four >>> 24) * across;
  return upper + (lower - upper) * down;
}
