import type { PictureFormat } from './picture-type.ts';

const MEGAPIXEL = 1_000_000;

/** What is taken of a picture. */
export const pictureLimits = {
  /** The fewest pixels on a side. */
  side: 128,
  /** The most pixels: decoding them takes less than 1 GB and 10 s, whatever the picture's shape. */
  pixels: {
    JPEG: 80 * MEGAPIXEL,
    PNG: 80 * MEGAPIXEL,
    GIF: 80 * MEGAPIXEL,
    WebP: 50 * MEGAPIXEL,
    AVIF: 45 * MEGAPIXEL,
    HEIC: 50 * MEGAPIXEL,
  } satisfies Record<PictureFormat, number>,
} as const;
