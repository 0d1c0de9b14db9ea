import type { Size } from '../size.ts';

/** Pixels of a clip's frame: 720p-class, whatever the aspect. */
const OUTPUT_AREA = 921_600;

/** The aspects of frames, width by height. */
export const WIDEST = 16 / 9;
export const TALLEST = 9 / 16;
const BLOCK = 16;

/**
 * The clip's frame size in pixels: the picture's own aspect, held between 9:16 and 16:9, about `area` pixels, both
 * sides multiples of 16 (H.264 codes 16x16 blocks).
 */
export function outputSize(picture: Size, area: number = OUTPUT_AREA): Size {
  const aspect = Math.min(WIDEST, Math.max(TALLEST, picture.width / picture.height));
  const blocks = Math.sqrt(area * aspect) / BLOCK;
  const widths = [Math.floor(blocks), Math.ceil(blocks)].map((count) => Math.max(1, count) * BLOCK);
  const candidates = widths.map((width) => ({
    width,
    height: Math.max(1, Math.round(width / aspect / BLOCK)) * BLOCK,
  }));
  const [first, ...others] = candidates.map((size) => ({
    size,
    error: sizeError(size, aspect, area),
  }));
  if (!first) throw new Error('unreachable: there are always two widths');
  return others.reduce((best, next) => (next.error < best.error ? next : best), first).size;
}

function sizeError(size: Size, aspect: number, area: number): number {
  const aspectError = Math.abs(Math.log(size.width / size.height / aspect));
  const areaError = Math.abs(Math.log((size.width * size.height) / area));
  return aspectError + areaError / 4;
}
