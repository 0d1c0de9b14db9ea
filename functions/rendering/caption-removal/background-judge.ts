import type { Area } from './area.ts';
import type { Borrowed } from './borrowed.ts';
import type { Exposure } from './exposed-area.ts';
import { firstLuma, type Patch } from './patch.ts';
import { createSpread, type Spread } from './spread.ts';

/** Errors of borrowed background, in steps of luma: up to the first it is trusted, from the second on it isn't. */
const GOOD_ERROR = 5;
const BAD_ERROR = 14;
const GOOD_DISAGREEMENT = 10;
const BAD_DISAGREEMENT = 28;

/** Judges one frame after the other, all of a size. */
export class BackgroundJudge {
  readonly #width: number;
  readonly #luma: Float32Array;
  readonly #blue: Float32Array;
  readonly #red: Float32Array;
  readonly #error: Float32Array;
  readonly #weights: Float32Array;
  readonly #trust: Float32Array;
  readonly #spread: Spread;

  constructor({ columns, rows }: Pick<Area, 'columns' | 'rows'>) {
    this.#width = columns;
    const plane = () => new Float32Array(columns * rows);
    this.#luma = plane();
    this.#blue = plane();
    this.#red = plane();
    this.#error = plane();
    this.#weights = plane();
    this.#trust = plane();
    this.#spread = createSpread({ width: columns, height: rows }, 4);
  }

  /**
   * Corrects borrowed samples by the difference that shows around them, so that no seam is seen, and answers for each
   * cell how far what was borrowed can be trusted: 0 to 1, and 0 where nothing was. The answer is drawn over by the
   * next one.
   */
  judge(
    { patch }: Exposure,
    borrowed: Borrowed,
    covered: Uint32Array,
    rings: readonly Uint32Array[],
  ): Float32Array {
    this.#weights.fill(0);
    for (const ring of rings) this.#compare(patch, borrowed, ring);
    const planes = [this.#luma, this.#blue, this.#red, this.#error];
    this.#spread(planes, this.#weights, covered);
    this.#correct(borrowed, covered);
    return this.#trust;
  }

  #compare(patch: Patch, borrowed: Borrowed, cells: Uint32Array): void {
    const stride = 2 * this.#width;
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!;
      if (borrowed.found[cell] !== 1) continue;
      const at = firstLuma(cell, this.#width);
      const one = patch.luma[at]! - borrowed.luma[at]!;
      const two = patch.luma[at + 1]! - borrowed.luma[at + 1]!;
      const three = patch.luma[at + stride]! - borrowed.luma[at + stride]!;
      const four = patch.luma[at + stride + 1]! - borrowed.luma[at + stride + 1]!;
      this.#luma[cell] = (one + two + three + four) / 4;
      this.#error[cell] = (Math.abs(one) + Math.abs(two) + Math.abs(three) + Math.abs(four)) / 4;
      this.#blue[cell] = patch.blue[cell]! - borrowed.blue[cell]!;
      this.#red[cell] = patch.red[cell]! - borrowed.red[cell]!;
      this.#weights[cell] = 0.5;
    }
  }

  #correct(borrowed: Borrowed, covered: Uint32Array): void {
    const stride = 2 * this.#width;
    const { luma, blue, red } = borrowed;
    this.#trust.fill(0);
    for (let index = 0; index < covered.length; index++) {
      const cell = covered[index]!;
      if (borrowed.found[cell] !== 1) continue;
      const at = firstLuma(cell, this.#width);
      const by = this.#luma[cell]!;
      luma[at] = luma[at]! + by;
      luma[at + 1] = luma[at + 1]! + by;
      luma[at + stride] = luma[at + stride]! + by;
      luma[at + stride + 1] = luma[at + stride + 1]! + by;
      blue[cell] = blue[cell]! + this.#blue[cell]!;
      red[cell] = red[cell]! + this.#red[cell]!;
      this.#trust[cell] =
        fall(this.#error[cell]!, GOOD_ERROR, BAD_ERROR) *
        fall(borrowed.disagreement[cell]!, GOOD_DISAGREEMENT, BAD_DISAGREEMENT);
    }
  }
}

/** 1 up to `from`, 0 from `to` on. */
function fall(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (to - value) / (to - from)));
}
