import type { Thumbnail } from './decode-picture.ts';

/** Raster scans; more than three change nothing visible. */
const SCANS = 3;

/**
 * How much each pixel stands out from what touches the top and the sides, 0 to about 1: the minimum barrier distance of
 * Zhang et al., "Minimum Barrier Salient Object Detection at 80 FPS" (ICCV 2015), section 3. The bottom edge is no seed,
 * because subjects stand on it.
 */
export function saliency({ rgb, width, height }: Thumbnail): Float32Array {
  const total = new Float32Array(width * height);
  for (let channel = 0; channel < 3; channel++) {
    const values = Float32Array.from(total, (_, pixel) => rgb[pixel * 3 + channel]! / 255);
    barrierDistance(values, width, height).forEach((distance, pixel) => {
      total[pixel] = total[pixel]! + distance / 3;
    });
  }
  return total;
}

function barrierDistance(values: Float32Array, width: number, height: number): Float32Array {
  const distance = new Float32Array(values.length).fill(Number.POSITIVE_INFINITY);
  const highest = Float32Array.from(values);
  const lowest = Float32Array.from(values);
  for (let column = 0; column < width; column++) distance[column] = 0;
  for (let row = 0; row < height; row++) {
    distance[row * width] = 0;
    distance[row * width + width - 1] = 0;
  }
  const relax = (pixel: number, neighbour: number) => {
    const value = values[pixel]!;
    const high = Math.max(highest[neighbour]!, value);
    const low = Math.min(lowest[neighbour]!, value);
    if (high - low >= distance[pixel]!) return;
    distance[pixel] = high - low;
    highest[pixel] = high;
    lowest[pixel] = low;
  };
  for (let scan = 0; scan < SCANS; scan++) {
    scanOnce(width, height, scan % 2 === 0, relax);
  }
  return distance;
}

function scanOnce(
  width: number,
  height: number,
  forward: boolean,
  relax: (pixel: number, neighbour: number) => void,
): void {
  const last = width * height - 1;
  for (let step = 0; step <= last; step++) {
    const pixel = forward ? step : last - step;
    const column = pixel % width;
    const row = (pixel - column) / width;
    if (forward) {
      if (column > 0) relax(pixel, pixel - 1);
      if (row > 0) relax(pixel, pixel - width);
    } else {
      if (column < width - 1) relax(pixel, pixel + 1);
      if (row < height - 1) relax(pixel, pixel + width);
    }
  }
}
