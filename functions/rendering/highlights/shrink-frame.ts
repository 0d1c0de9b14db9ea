import type { Size } from '../size.ts';
import type { PictureShape } from './picture-shape.ts';

/**
 * Makes what shrinks frames, planar YUV 4:2:0, to `to` and turns them as players do. Each result is a new array.
 * @param to in pixels, both sides even
 */
export function createShrinker(shape: PictureShape, to: Size): (frame: Uint8Array) => Uint8Array {
  const { frame } = shape;
  const half = ({ width, height }: Size) => ({ width: width / 2, height: height / 2 });
  const luma = createSampleMap(shape, frame, to);
  const chroma = createSampleMap(shape, half(frame), half(to));
  const area = to.width * to.height;
  const fullArea = frame.width * frame.height;
  return (bytes) => {
    const small = new Uint8Array(area * 1.5);
    average(bytes, luma, small.subarray(0, area));
    const blue = bytes.subarray(fullArea, fullArea * 1.25);
    average(blue, chroma, small.subarray(area, area * 1.25));
    average(bytes.subarray(fullArea * 1.25), chroma, small.subarray(area * 1.25));
    return small;
  };
}

interface SampleMap {
  /** For each sample of the result, the indexes of those that it is the mean of. */
  readonly indexes: Int32Array;
  readonly perSample: number;
}

function createSampleMap(
  { rotation = 0, flip = false }: PictureShape,
  from: Size,
  to: Size,
): SampleMap {
  const sides = rotation % 180 === 0 ? from : { width: from.height, height: from.width };
  const across = countSamples(sides.width / to.width);
  const down = countSamples(sides.height / to.height);
  const indexes = new Int32Array(to.width * to.height * across * down);
  let at = 0;
  for (let row = 0; row < to.height; row++) {
    for (let column = 0; column < to.width; column++) {
      for (let sample = 0; sample < across * down; sample++) {
        const x = (column + ((sample % across) + 0.5) / across) / to.width;
        const y = (row + (Math.floor(sample / across) + 0.5) / down) / to.height;
        const [codedX, codedY] = turnBack(flip ? 1 - x : x, y, rotation);
        const line = Math.min(from.height - 1, Math.floor(codedY * from.height));
        indexes[at++] =
          line * from.width + Math.min(from.width - 1, Math.floor(codedX * from.width));
      }
    }
  }
  return { indexes, perSample: across * down };
}

/** Every second sample is read, which is enough to see what there is. */
function countSamples(factor: number): number {
  return Math.min(4, Math.max(1, Math.round(factor / 2)));
}

/** Where a point of the frame that is shown lies in the coded one; both 0 to 1. */
function turnBack(x: number, y: number, rotation: number): [x: number, y: number] {
  if (rotation === 90) return [y, 1 - x];
  if (rotation === 180) return [1 - x, 1 - y];
  return rotation === 270 ? [1 - y, x] : [x, y];
}

function average(from: Uint8Array, { indexes, perSample }: SampleMap, to: Uint8Array): void {
  for (let at = 0, place = 0; at < to.length; at++) {
    let sum = 0;
    for (let sample = 0; sample < perSample; sample++) sum += from[indexes[place++]!]!;
    to[at] = sum / perSample + 0.5;
  }
}
