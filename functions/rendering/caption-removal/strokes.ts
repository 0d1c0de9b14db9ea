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
  const { columns: width, rows: height } = patch;
  const narrow = (values: Uint8Array) => {
    const wide = opening({ width, height, values }, side);
    return wide.map((floor, cell) => values[cell]! - floor);
  };
  const luma = cellLuma(patch);
  const bright = narrow(luma);
  const dark = narrow(luma.map((value) => 255 - value));
  const colour = narrow(colourfulness(patch));
  const isBright = (cell: number, least: Threshold) =>
    colour[cell]! >= least.colour ||
    (luma[cell]! >= least.bright && bright[cell]! >= least.contrast);
  const isDark = (cell: number, least: Threshold) =>
    luma[cell]! <= least.dark && dark[cell]! >= least.contrast;
  return {
    strong: luma.map((_, cell) => (isBright(cell, STRONG) || isDark(cell, STRONG) ? 1 : 0)),
    bright: luma.map((_, cell) => (isBright(cell, STRONG) ? 1 : 0)),
    weak: luma.map((_, cell) => (isBright(cell, WEAK) || isDark(cell, WEAK) ? 1 : 0)),
    luma,
  };
}

function colourfulness({ blue, red }: Patch): Uint8Array {
  return blue.map((value, cell) => Math.max(Math.abs(value - 128), Math.abs(red[cell]! - 128)));
}
