import type { Area } from './area.ts';
import { firstLuma } from './patch.ts';
import { relax } from './relax.ts';
import { createSpread, type Spread } from './spread.ts';

/** Samples that are being worked on. */
export interface Values {
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/** Invents background for one frame after the other, all of a size. */
export class BackgroundInventor {
  readonly #area: Pick<Area, 'columns' | 'rows'>;
  readonly #means: Float32Array;
  readonly #invented: Values;
  readonly #spread: Spread;

  constructor({ columns, rows }: Pick<Area, 'columns' | 'rows'>) {
    const cells = columns * rows;
    this.#area = { columns, rows };
    this.#means = new Float32Array(cells);
    this.#invented = {
      luma: new Float32Array(4 * cells),
      blue: new Float32Array(cells),
      red: new Float32Array(cells),
    };
    this.#spread = createSpread({ width: columns, height: rows }, 3);
  }

  /**
   * Fills the covered cells that nothing trustworthy is `known` of, of which that is 0, from their surroundings. The
   * answer is drawn over by the next one.
   */
  invent(mixed: Values, covered: Uint32Array, known: Float32Array): Values {
    const { luma, blue, red } = this.#invented;
    const { columns, rows } = this.#area;
    luma.set(mixed.luma);
    blue.set(mixed.blue);
    red.set(mixed.red);
    writeMeans(luma, columns, this.#means);
    this.#spread([this.#means, blue, red], known, covered);
    relax(luma, 2 * columns, 2 * rows, this.#open(covered, known));
    return this.#invented;
  }

  /** Sets the unknown cells' luma to their means, and answers where it is. */
  #open(covered: Uint32Array, known: Float32Array): Uint32Array {
    const { luma } = this.#invented;
    const { columns } = this.#area;
    const open = new Uint32Array(4 * covered.length);
    let length = 0;
    for (let index = 0; index < covered.length; index++) {
      const cell = covered[index]!;
      if (known[cell]! > 0) continue;
      const at = firstLuma(cell, columns);
      const below = at + 2 * columns;
      const mean = this.#means[cell]!;
      luma[at] = mean;
      luma[at + 1] = mean;
      luma[below] = mean;
      luma[below + 1] = mean;
      open[length++] = at;
      open[length++] = at + 1;
      open[length++] = below;
      open[length++] = below + 1;
    }
    return open.subarray(0, length);
  }
}

/** The mean luma of each cell. */
function writeMeans(luma: Float32Array, columns: number, means: Float32Array): void {
  const stride = 2 * columns;
  for (let cell = 0, row = 0; cell < means.length; row++) {
    for (let at = 2 * row * stride, end = at + stride; at < end; at += 2, cell++) {
      const below = at + stride;
      means[cell] = (luma[at]! + luma[at + 1]! + luma[below]! + luma[below + 1]!) / 4;
    }
  }
}
