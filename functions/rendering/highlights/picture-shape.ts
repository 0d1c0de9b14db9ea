import type { ColourCodes } from '../codecs/codecs.ts';
import { BT_709, SQUARE } from '../codecs/defaults.ts';
import type { Size } from '../size.ts';

/** How a film's frames are coded, and how players show them. */
export interface PictureShape {
  /** As they are coded. */
  readonly frame: Size;
  /** Width of a sample in parts of its height. optional; defaults to square. */
  readonly sampleAspect?: Size | undefined;
  /** optional; defaults to BT.709, limited range. */
  readonly colour?: ColourCodes | undefined;
  /** By how many degrees players turn them clockwise, before they mirror them. optional; defaults to 0. */
  readonly rotation?: 0 | 90 | 180 | 270 | undefined;
  /** Whether players mirror them left to right. optional; defaults to false. */
  readonly flip?: boolean | undefined;
}

/** The size in which players show the frames, in square pixels. */
export function displaySize({ frame, sampleAspect = SQUARE, rotation = 0 }: PictureShape): Size {
  const width = Math.round((frame.width * sampleAspect.width) / sampleAspect.height);
  return rotation % 180 === 0
    ? { width, height: frame.height }
    : { width: frame.height, height: width };
}

/** The largest size of that aspect, both sides even, whose longer side is at most `side`. Never enlarges. */
export function fitInto({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** ITU-T H.273, table 4: BT.601 in its two forms, and BT.2020. */
const OTHER_WEIGHTS: Readonly<Record<number, { red: number; blue: number }>> = {
  5: { red: 0.299, blue: 0.114 },
  6: { red: 0.299, blue: 0.114 },
  9: { red: 0.2627, blue: 0.0593 },
};

/** The shares of red and blue in the luma; BT.709's where the file does not say. */
export function getLumaWeights({ matrix }: ColourCodes = BT_709): { red: number; blue: number } {
  return OTHER_WEIGHTS[matrix] ?? { red: 0.2126, blue: 0.0722 };
}
