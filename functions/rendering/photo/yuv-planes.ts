/**
 * A picture as the warp reads it: BT.709 limited range, chroma at half size, and for each sample its 2x2 neighbourhood
 * packed into one 32-bit word (byte 0 the sample, 1 its right, 2 its lower, 3 its lower right neighbour), so that a
 * bilinear look-up is a single read.
 */
export interface YuvPlanes {
  /** Luma samples a row and rows; both even. Chroma has half of each. */
  readonly width: number;
  readonly height: number;
  readonly luma: Int32Array;
  readonly blue: Int32Array;
  readonly red: Int32Array;
}

/** Converts interleaved 8-bit sRGB; `width` and `height` in pixels, both even. Matrix: ITU-R BT.709-6, section 3. */
export function yuvPlanes(rgb: Uint8Array, width: number, height: number): YuvPlanes {
  const luma = new Uint8Array(width * height);
  for (let sample = 0, byte = 0; sample < luma.length; sample++, byte += 3) {
    const red = rgb[byte]!;
    const green = rgb[byte + 1]!;
    const blue = rgb[byte + 2]!;
    luma[sample] = 16.5 + red * 0.182586 + green * 0.614231 + blue * 0.062007;
  }
  const chroma = chromaPlanes(rgb, width, height);
  return {
    width,
    height,
    luma: packNeighbours(luma, width, height),
    blue: packNeighbours(chroma.blue, width / 2, height / 2),
    red: packNeighbours(chroma.red, width / 2, height / 2),
  };
}

function chromaPlanes(rgb: Uint8Array, width: number, height: number) {
  const columns = width / 2;
  const blue = new Uint8Array((columns * height) / 2);
  const red = new Uint8Array(blue.length);
  const stride = width * 3;
  for (let sample = 0; sample < blue.length; sample++) {
    const column = sample % columns;
    const at = ((sample - column) / columns) * 2 * stride + column * 6;
    const r = sumOfFour(rgb, at, stride);
    const g = sumOfFour(rgb, at + 1, stride);
    const b = sumOfFour(rgb, at + 2, stride);
    blue[sample] = 128.5 + (r * -0.100644 + g * -0.338572 + b * 0.439216) / 4;
    red[sample] = 128.5 + (r * 0.439216 + g * -0.398942 + b * -0.040274) / 4;
  }
  return { blue, red };
}

function sumOfFour(rgb: Uint8Array, at: number, stride: number): number {
  const upper = rgb[at]! + rgb[at + 3]!;
  return upper + rgb[at + stride]! + rgb[at + stride + 3]!;
}

function packNeighbours(plane: Uint8Array, width: number, height: number): Int32Array {
  const packed = new Int32Array(plane.length);
  for (let row = 0; row < height; row++) {
    const upper = row * width;
    const lower = row + 1 < height ? upper + width : upper;
    for (let column = 0; column < width; column++) {
      const right = column + 1 < width ? column + 1 : column;
      packed[upper + column] =
        plane[upper + column]! |
        (plane[upper + right]! << 8) |
        (plane[lower + column]! << 16) |
        (plane[lower + right]! << 24);
    }
  }
  return packed;
}
