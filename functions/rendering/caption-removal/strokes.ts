import type { Size } from '../size.ts';
import type { Bits } from './bits.ts';
import { createOpening, type Opening } from './opening.ts';
import { cellLuma, type Patch } from './patch.ts';

/** The cells of a frame that look like a part of a letter or of its outline. */
export interface Strokes {
  /** Narrow, and bright, dark or colourful beyond doubt. */
  readonly strong: Bits;
  /** Those of them that are no outline: bright or colourful. */
  readonly bright: Bits;
  /** Perhaps, as while a caption fades. Holds all that are strong. */
  readonly weak: Bits;
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

/** Finds the strokes of frames of a size, one after the other. */
export class StrokeFinder {
  readonly #openings: readonly [bright: Opening, dark: Opening, colour: Opening];
  readonly #inverted: Uint8Array;
  readonly #colour: Uint8Array;

  /** `cells`: how many across and down; `side`: of `strokeSide`. */
  constructor(cells: Size, side: number) {
    const opening = () => createOpening(cells, side);
    this.#openings = [opening(), opening(), opening()];
    this.#inverted = new Uint8Array(cells.width * cells.height);
    this.#colour = new Uint8Array(cells.width * cells.height);
  }

  find(patch: Patch): Strokes {
    const luma = cellLuma(patch);
    invert(luma, this.#inverted);
    measureColour(patch, this.#colour);
    const [bright, dark, colour] = this.#openings;
    const wide = { bright: bright(luma), dark: dark(this.#inverted), colour: colour(this.#colour) };
    return { ...markStrokes(luma, this.#colour, wide), luma };
  }
}

/** What is wider than strokes, of a frame's luma, its inverted luma and its colourfulness. */
interface Wide {
  readonly bright: Uint8Array;
  readonly dark: Uint8Array;
  readonly colour: Uint8Array;
}

// Plain loops here and below: calling a function for each cell of each frame takes several times as long.

function markStrokes(luma: Uint8Array, colour: Uint8Array, wide: Wide) {
  const words = Math.ceil(luma.length / 32);
  const strong = new Uint32Array(words);
  const bright = new Uint32Array(words);
  const weak = new Uint32Array(words);
  for (let word = 0, cell = 0; word < words; word++) {
    let [brightBits, darkBits, weakBits] = [0, 0, 0];
    for (let bit = 1; bit !== 0 && cell < luma.length; bit <<= 1, cell++) {
      const value = luma[cell]!;
      const lighter = value - wide.bright[cell]!;
      const darker = 255 - value - wide.dark[cell]!;
      const tint = colour[cell]! - wide.colour[cell]!;
      const isWeak =
        tint >= WEAK.colour ||
        (lighter >= WEAK.contrast && value >= WEAK.bright) ||
        (darker >= WEAK.contrast && value <= WEAK.dark);
      if (!isWeak) continue;
      weakBits |= bit;
      if (tint >= STRONG.colour || (lighter >= STRONG.contrast && value >= STRONG.bright)) {
        brightBits |= bit;
      } else if (darker >= STRONG.contrast && value <= STRONG.dark) {
        darkBits |= bit;
      }
    }
    strong[word] = brightBits | darkBits;
    bright[word] = brightBits;
    weak[word] = weakBits;
  }
  return { strong, bright, weak };
}

function invert(values: Uint8Array, result: Uint8Array): void {
  for (let cell = 0; cell < result.length; cell++) result[cell] = 255 - values[cell]!;
}

/** Writes how far each cell's colour is from grey. */
function measureColour({ blue, red }: Patch, result: Uint8Array): void {
  for (let cell = 0; cell < result.length; cell++) {
    const fromBlue = Math.abs(blue[cell]! - 128);
    const fromRed = Math.abs(red[cell]! - 128);
    result[cell] = fromBlue > fromRed ? fromBlue : fromRed;
  }
}
