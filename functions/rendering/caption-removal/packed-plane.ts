import type { Size } from '../size.ts';

/** Samples to a word of 32 bits. */
const SAMPLES = 4;
/** The highest bit of each sample of a word. */
const HIGHEST_BITS = 0x80808080 | 0;
const EVEN_SAMPLES = 0x00ff00ff;

/** A plane of bytes, four beside each other in a word, so that four are compared at once. */
export class PackedPlane {
  readonly #size: Size;
  readonly #side: number;
  /** Words to a row. */
  readonly #across: number;
  /** Whole squares of four by four: the samples beyond the plane's edge mean nothing. */
  readonly #words: Int32Array;
  readonly #forward: Int32Array;
  readonly #backward: Int32Array;

  /** `side`: of the squares of which the lowest sample is looked for, odd. */
  constructor(size: Size, side: number) {
    this.#size = size;
    this.#side = side;
    this.#across = Math.ceil(size.width / SAMPLES);
    this.#words = new Int32Array(this.#across * SAMPLES * Math.ceil(size.height / SAMPLES));
    const rows = Math.ceil((size.height + side - 1) / side) * side;
    this.#forward = new Int32Array(rows * this.#across);
    this.#backward = new Int32Array(rows * this.#across);
  }

  write(values: Uint8Array): void {
    const { width, height } = this.#size;
    const bytes = new Uint8Array(this.#words.buffer);
    for (let row = 0; row < height; row++) {
      const from = row * width;
      bytes.set(values.subarray(from, from + width), row * this.#across * SAMPLES);
    }
  }

  read(values: Uint8Array): void {
    const { width, height } = this.#size;
    const bytes = new Uint8Array(this.#words.buffer);
    for (let row = 0; row < height; row++) {
      const from = row * this.#across * SAMPLES;
      values.set(bytes.subarray(from, from + width), row * width);
    }
  }

  invert(): void {
    const words = this.#words;
    for (let at = 0; at < words.length; at++) words[at] = ~words[at]!;
  }

  /**
   * Each sample becomes the lowest of the `side` samples about it in its column; beyond the edge nothing counts. Van
   * Herk's way: three comparisons, whatever the side.
   */
  slide(): void {
    const side = this.#side;
    const across = this.#across;
    const forward = this.#forward.fill(-1);
    const used = this.#words.subarray(0, this.#size.height * across);
    forward.set(used, (side >> 1) * across);
    const backward = this.#backward;
    backward.set(forward);
    for (let at = across; at < forward.length; at += across) {
      if (at % (side * across) !== 0) putLowest(forward, at, forward, at - across, across);
    }
    for (let at = backward.length - 2 * across; at >= 0; at -= across) {
      const next = at + across;
      if (next % (side * across) !== 0) putLowest(backward, at, backward, next, across);
    }
    used.set(backward.subarray(0, used.length));
    putLowest(used, 0, forward, (side - 1) * across, used.length);
  }

  /** Writes the columns as the rows of another plane. */
  turnInto(other: PackedPlane): void {
    const [from, to] = [this.#words, other.#words];
    const [across, down] = [this.#across, other.#across];
    for (let square = 0; square < down; square++) {
      for (let word = 0; word < across; word++) {
        const at = square * SAMPLES * across + word;
        turnSquare(from, at, across, to, word * SAMPLES * down + square, down);
      }
    }
  }
}

/** Turns four samples of four rows; the lengths are those of rows, in words. */
function turnSquare(
  from: Int32Array,
  at: number,
  length: number,
  to: Int32Array,
  place: number,
  toLength: number,
): void {
  const one = from[at]!;
  const two = from[at + length]!;
  const three = from[at + 2 * length]!;
  const four = from[at + 3 * length]!;
  const upperEven = (one & EVEN_SAMPLES) | ((two & EVEN_SAMPLES) << 8);
  const upperOdd = ((one >>> 8) & EVEN_SAMPLES) | (two & ~EVEN_SAMPLES);
  const lowerEven = (three & EVEN_SAMPLES) | ((four & EVEN_SAMPLES) << 8);
  const lowerOdd = ((three >>> 8) & EVEN_SAMPLES) | (four & ~EVEN_SAMPLES);
  to[place] = (upperEven & 0xffff) | (lowerEven << 16);
  to[place + toLength] = (upperOdd & 0xffff) | (lowerOdd << 16);
  to[place + 2 * toLength] = (upperEven >>> 16) | (lowerEven & 0xffff0000);
  to[place + 3 * toLength] = (upperOdd >>> 16) | (lowerOdd & 0xffff0000);
}

/** Each sample becomes the lower one of the two. */
function putLowest(
  to: Int32Array,
  at: number,
  from: Int32Array,
  other: number,
  count: number,
): void {
  for (let offset = 0; offset < count; offset++) {
    const one = to[at + offset]!;
    const two = from[other + offset]!;
    const difference = one ^ two;
    // The highest bit of each sample is set where the rest of `one` is not below the rest of `two`.
    const rest = ((one | HIGHEST_BITS) - (two & ~HIGHEST_BITS)) | 0;
    const notBelow = ((one & ~two) | (~difference & rest)) & HIGHEST_BITS;
    const mask = notBelow | (notBelow - (notBelow >>> 7));
    to[at + offset] = one ^ (difference & mask);
  }
}
