import { getLuma, type Patch } from './patch.ts';
import { relax } from './relax.ts';
import { fillSparse } from './spread.ts';

/** Samples that are being worked on. */
export interface Values {
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/** Fills covered cells that nothing trustworthy is known of from their surroundings. */
export function inventBackground(
  mixed: Values,
  { columns, rows }: Patch,
  covered: Uint32Array,
  known: Float32Array,
): Values {
  const means = new Float32Array(columns * rows);
  for (let cell = 0; cell < means.length; cell++) {
    const [one, two, three, four] = getLuma(cell, columns);
    means[cell] =
      (mixed.luma[one]! + mixed.luma[two]! + mixed.luma[three]! + mixed.luma[four]!) / 4;
  }
  const blue = mixed.blue.slice();
  const red = mixed.red.slice();
  fillSparse({ width: columns, height: rows, planes: [means, blue, red], weights: known.slice() });
  const luma = mixed.luma.slice();
  const open: number[] = [];
  for (const cell of covered) {
    if (known[cell]! > 0) continue;
    for (const at of getLuma(cell, columns)) {
      luma[at] = means[cell]!;
      open.push(at);
    }
  }
  relax(luma, 2 * columns, 2 * rows, open);
  return { luma, blue, red };
}
