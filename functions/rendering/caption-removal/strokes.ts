import { opening } from './morphology.ts';
import { cellLuma, type Patch } from './patch.ts';

/** The cells of a frame that look like a part of a letter or of its outline; 1 or 0 each. */
export interface Strokes {
  /** Narrow, and bright, dark or colourful beyond doubt. */
  readonly strong: Uint8Array;
  /** Those of them that are no outline: bright or colourful. */
  readonly bright: Uint8Array;
  /** Perhaps, as while a caption fades. Holds all that are strong. */
  readonly weak: Uint8Array;
  /** Mean luma of each cell. */
  readonly luma: Uint8Array;
}

interface Threshold {
  /** Brighter or darker than all that is wider around it, in steps of luma. */
  readonly contrast: number;
  /** As bright as this, for a bright stroke. */
  readonly bright: number;
  /** As dark as this, for a dark one. */
  readonly dark: number;
  /** Contrast of colour: of the greater distance of blue and red from grey. */
  readonly colour: number;
}

const STRONG: Threshold = { contrast: 48, bright: 140, dark: 80, colour: 40 };
const WEAK: Threshold = { contrast: 22, bright: 105, dark: 115, colour: 20 };

/** The widest stroke of a letter, in parts of the frame's shorter side: 30 pixels of 720. */
const WIDEST_STROKE = 1 / 24;

/** Side of the square that fits into no letter, in cells, odd. */
export function strokeSide(shorterSide: number): number {
  return 2 * Math.max(2, Math.round((shorterSide * WIDEST_STROKE) / 4)) + 1;
}

/** `side`: of `strokeSide`. */
export function findStrokes(patch: Patch, side: number): Strokes {
  const luma = cellLuma(patch);
  const cells = luma.length;
  const bright = narrow(luma, patch, side);
  const dark = narrow(invert(luma), patch, side);
  const colour = narrow(colourfulness(patch), patch, side);
  const strokes = {
    strong: new Uint8Array(cells),
    bright: new Uint8Array(cells),
    weak: new Uint8Array(cells),
    luma,
  };
  // Plain loops here and below: calling a function for each cell of each frame takes several times as long.
  for (let cell = 0; cell < cells; cell++) {
    const value = luma[cell]!;
    const isBright =
      colour[cell]! >= STRONG.colour ||
      (value >= STRONG.bright && bright[cell]! >= STRONG.contrast);
    const isDark = value <= STRONG.dark && dark[cell]! >= STRONG.contrast;
    const isWeak =
      colour[cell]! >= WEAK.colour ||
      (value >= WEAK.bright && bright[cell]! >= WEAK.contrast) ||
      (value <= WEAK.dark && dark[cell]! >= WEAK.contrast);
    if (isBright) strokes.bright[cell] = 1;
    if (isBright || isDark) strokes.strong[cell] = 1;
    if (isWeak) strokes.weak[cell] = 1;
  }
  return strokes;
}

/** By how much each value is above all that is wider around it. */
function narrow(values: Uint8Array, { columns, rows }: Patch, side: number): Uint8Array {
  const result = opening({ width: columns, height: rows, values }, side);
  for (let cell = 0; cell < result.length; cell++) result[cell] = values[cell]! - result[cell]!;
  return result;
}

function invert(values: Uint8Array): Uint8Array {
  const result = new Uint8Array(values.length);
  for (let cell = 0; cell < result.length; cell++) result[cell] = 255 - values[cell]!;
  return result;
}

function colourfulness({ blue, red }: Patch): Uint8Array {
  const result = new Uint8Array(blue.length);
  for (let cell = 0; cell < result.length; cell++) {
    const fromBlue = Math.abs(blue[cell]! - 128);
    const fromRed = Math.abs(red[cell]! - 128);
    result[cell] = fromBlue > fromRed ? fromBlue : fromRed;
  }
  return result;
}
