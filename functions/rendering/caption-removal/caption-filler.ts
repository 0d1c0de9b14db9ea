import { type Affine, chain, invert } from './affine.ts';
import type { Area } from './area.ts';
import { BackgroundBorrower } from './background-borrower.ts';
import { BackgroundInventor, type Values } from './background-inventor.ts';
import { BackgroundJudge } from './background-judge.ts';
import type { Borrowed } from './borrowed.ts';
import { getCells, getRings } from './cell-lists.ts';
import type { Exposure } from './exposed-area.ts';
import { addGrain, measureGrain } from './grain.ts';
import { copyPatch, firstLuma, type Patch } from './patch.ts';

/** A frame that is filled: kept for the next one, so that what is invented doesn't flicker. */
export interface Filled {
  readonly exposure: Exposure;
  /** Before grain. */
  readonly patch: Patch;
}

/** Rings of cells around what is covered, by which borrowed background is judged. */
const RINGS = 4;
/** Borrowed cells that are trusted so much are known to the spatial fill. */
const KNOWN_TRUST = 0.7;
/** So much of an invented sample is what the frame before had there. */
const CARRIED_ON = 0.8;

/** Fills one frame after the other, all of a size. */
export class CaptionFiller {
  readonly #borrower: BackgroundBorrower;
  readonly #judge: BackgroundJudge;
  readonly #inventor: BackgroundInventor;
  readonly #values: Values;
  readonly #known: Float32Array;

  constructor(area: Pick<Area, 'columns' | 'rows'>) {
    const cells = area.columns * area.rows;
    this.#borrower = new BackgroundBorrower(area);
    this.#judge = new BackgroundJudge(area);
    this.#inventor = new BackgroundInventor(area);
    this.#values = {
      luma: new Float32Array(4 * cells),
      blue: new Float32Array(cells),
      red: new Float32Array(cells),
    };
    this.#known = new Float32Array(cells);
  }

  /**
   * Replaces the covered cells of a frame, first by what other frames show behind the captions, and where none does, or
   * not reliably, by what lies around. All other samples stay as they are.
   */
  fill(
    target: Exposure,
    others: readonly Exposure[],
    before: Filled | undefined,
  ): { readonly result: Patch; readonly filled: Filled } {
    const { patch, index } = target;
    const covered = getCells(target.covered);
    const rings = getRings(target.covered, patch, RINGS);
    const borrowed = this.#borrower.borrow(target, others, { covered, rings });
    const trust = this.#judge.judge(target, borrowed, covered, rings);
    this.#setValues(patch, borrowed, covered, trust);
    const values = this.#values;
    if (covered.some((cell) => trust[cell]! < 1)) {
      const invented = this.#inventor.invent(values, covered, this.#setKnown(covered, trust));
      if (before) steady(invented, target, before, covered);
      mix(values, invented, covered, trust, patch.columns);
    }
    const smooth = painted(patch, values, covered);
    const result = copyPatch(smooth);
    const amplitude = measureGrain(patch, rings);
    addGrain(result, { covered, known: trust, amplitude, seed: index });
    return { result, filled: { exposure: target, patch: smooth } };
  }

  #setKnown(covered: Uint32Array, trust: Float32Array): Float32Array {
    const known = this.#known.fill(1);
    for (const cell of covered) known[cell] = trust[cell]! >= KNOWN_TRUST ? trust[cell]! : 0;
    return known;
  }

  /** The frame's samples, with what was borrowed. */
  #setValues(patch: Patch, borrowed: Borrowed, covered: Uint32Array, trust: Float32Array): void {
    const { luma, blue, red } = this.#values;
    luma.set(patch.luma);
    blue.set(patch.blue);
    red.set(patch.red);
    const stride = 2 * patch.columns;
    for (let index = 0; index < covered.length; index++) {
      const cell = covered[index]!;
      if (trust[cell]! === 0) continue;
      const at = firstLuma(cell, patch.columns);
      luma[at] = borrowed.luma[at]!;
      luma[at + 1] = borrowed.luma[at + 1]!;
      luma[at + stride] = borrowed.luma[at + stride]!;
      luma[at + stride + 1] = borrowed.luma[at + stride + 1]!;
      blue[cell] = borrowed.blue[cell]!;
      red[cell] = borrowed.red[cell]!;
    }
  }
}

/** Lets invented samples change slowly: most of each is what the frame before has in the same spot of the background. */
function steady(invented: Values, target: Exposure, before: Filled, covered: Uint32Array): void {
  const { exposure, patch } = before;
  if (exposure.shot !== target.shot || exposure.index !== target.index - 1) return;
  const map = chain(target.pose, invert(exposure.pose));
  const stride = 2 * patch.columns;
  for (const cell of covered) {
    const from = nearestCell(map, patch, cell);
    if (from < 0 || exposure.covered[from] === 0) continue;
    const at = firstLuma(cell, patch.columns);
    const source = firstLuma(from, patch.columns);
    keep(invented.luma, at, patch.luma[source]!);
    keep(invented.luma, at + 1, patch.luma[source + 1]!);
    keep(invented.luma, at + stride, patch.luma[source + stride]!);
    keep(invented.luma, at + stride + 1, patch.luma[source + stride + 1]!);
    keep(invented.blue, cell, patch.blue[from]!);
    keep(invented.red, cell, patch.red[from]!);
  }
}

function keep(plane: Float32Array, at: number, value: number): void {
  plane[at] = plane[at]! + CARRIED_ON * (value - plane[at]!);
}

/** Below zero where it lies outside. */
function nearestCell(map: Affine, { columns, rows }: Patch, cell: number): number {
  const column = cell % columns;
  const row = (cell - column) / columns;
  const x = Math.round(map.xx * column + map.xy * row + map.x0);
  const y = Math.round(map.yx * column + map.yy * row + map.y0);
  return x < 0 || y < 0 || x >= columns || y >= rows ? -1 : y * columns + x;
}

/** Replaces what is not trusted by what was invented, as far as it is not. */
function mix(
  values: Values,
  invented: Values,
  covered: Uint32Array,
  trust: Float32Array,
  columns: number,
): void {
  const stride = 2 * columns;
  for (const cell of covered) {
    const share = trust[cell]!;
    if (share >= 1) continue;
    const at = firstLuma(cell, columns);
    blend(values.luma, invented.luma, at, share);
    blend(values.luma, invented.luma, at + 1, share);
    blend(values.luma, invented.luma, at + stride, share);
    blend(values.luma, invented.luma, at + stride + 1, share);
    blend(values.blue, invented.blue, cell, share);
    blend(values.red, invented.red, cell, share);
  }
}

function blend(one: Float32Array, other: Float32Array, at: number, share: number): void {
  one[at] = share * one[at]! + (1 - share) * other[at]!;
}

/** The frame with the covered cells' new samples. */
function painted(patch: Patch, values: Values, covered: Uint32Array): Patch {
  const { luma, blue, red } = copyPatch(patch);
  const stride = 2 * patch.columns;
  for (const cell of covered) {
    const at = firstLuma(cell, patch.columns);
    luma[at] = byte(values.luma[at]!);
    luma[at + 1] = byte(values.luma[at + 1]!);
    luma[at + stride] = byte(values.luma[at + stride]!);
    luma[at + stride + 1] = byte(values.luma[at + stride + 1]!);
    blue[cell] = byte(values.blue[cell]!);
    red[cell] = byte(values.red[cell]!);
  }
  return { ...patch, luma, blue, red };
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
