import { opening } from './morphology.ts';
import { cellLuma, type Patch } from './patch.ts';

/** The cells of a frame that look like a part of a letter; 1 or 0 each. */
export interface Strokes {
  /** Narrow and bright, or narrow and colourful, beyond doubt. */
  readonly strong: Uint8Array;
  /** Perhaps, as while a caption fades. Holds all that are strong. */
  readonly weak: Uint8Array;
  /** Mean luma of each cell. */
  readonly luma: Uint8Array;
}

interface Threshold {
  /** Brighter than all that is wider around it, in steps of luma. */
  readonly contrast: number;
  readonly luma: number;
  /** The same for colour: the greater distance of blue and red from grey. */
  readonly colourContrast: number;
}

const STRONG: Threshold = { contrast: 48, luma: 140, colourContrast: 40 };
const WEAK: Threshold = { contrast: 22, luma: 105, colourContrast: 20 };

/** The widest stroke of a letter, in parts of the frame's shorter side: 30 pixels of 720. */
const WIDEST_STROKE = 1 / 24;

/** Side of the square that fits into no letter, in cells, odd. */
export function strokeSide(shorterSide: number): number {
  return 2 * Math.max(2, Math.round((shorterSide * WIDEST_STROKE) / 4)) + 1;
}

export function findStrokes(patch: Patch, side: number): Strokes {
  const { columns: width, rows: height } = patch;
  const luma = cellLuma(patch);
  const lumaFloor = opening({ width, height, values: luma }, side);
  const colour = colourfulness(patch);
  const colourFloor = opening({ width, height, values: colour }, side);
  const marks = (threshold: Threshold) => {
    const found = new Uint8Array(luma.length);
    for (let cell = 0; cell < found.length; cell++) {
      const value = luma[cell] as number;
      const bright =
        value >= threshold.luma && value - (lumaFloor[cell] as number) >= threshold.contrast;
      const colourContrast = (colour[cell] as number) - (colourFloor[cell] as number);
      if (bright || colourContrast >= threshold.colourContrast) found[cell] = 1;
    }
    return found;
  };
  return { strong: marks(STRONG), weak: marks(WEAK), luma };
}

function colourfulness({ blue, red }: Patch): Uint8Array {
  const colour = new Uint8Array(blue.length);
  for (let cell = 0; cell < colour.length; cell++) {
    const one = Math.abs((blue[cell] as number) - 128);
    const other = Math.abs((red[cell] as number) - 128);
    colour[cell] = one > other ? one : other;
  }
  return colour;
}
