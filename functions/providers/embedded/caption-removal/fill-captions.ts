import { type Affine, chain, invert } from './affine.ts';
import { type Borrowed, borrowBackground, cellsOf, type Exposure } from './borrow-background.ts';
import { addGrain, measureGrain } from './grain.ts';
import { grow } from './morphology.ts';
import { emptyPatch, type Patch } from './patch.ts';
import { relax } from './relax.ts';
import { spread } from './spread.ts';

/** A frame that is filled: kept for the next one, so that what is invented doesn't flicker. */
export interface Filled {
  readonly exposure: Exposure;
  /** Before grain. */
  readonly patch: Patch;
}

/** Rings of cells around what is covered, by which borrowed background is judged. */
const RINGS = 4;
/** Errors of borrowed background, in steps of luma: up to the first it is trusted, from the second on it isn't. */
const GOOD_ERROR = 5;
const BAD_ERROR = 14;
const GOOD_DISAGREEMENT = 10;
const BAD_DISAGREEMENT = 28;
/** Borrowed cells that are trusted so much are known to the spatial fill. */
const KNOWN_TRUST = 0.7;
/** So much of an invented sample is what the frame before had there. */
const CARRIED_ON = 0.8;

/**
 * Replaces the covered cells of a frame, first by what other frames show behind the captions, and where none does, or
 * not reliably, by what lies around. All other samples stay as they are.
 */
export function fillCaptions(
  target: Exposure,
  others: readonly Exposure[],
  before: Filled | undefined,
): { readonly result: Patch; readonly filled: Filled } {
  const covered = cellsOf(target.covered);
  const rings = ringsAround(target);
  const borrowed = borrowBackground(target, others, rings);
  const trust = judge(target, borrowed, covered, rings);
  const known = knownCells(target, trust);
  const smooth = paint(target, borrowed, trust, known, before);
  const grain = measureGrain(
    target.patch,
    target.covered,
    rings.flatMap((ring) => [...ring]),
  );
  const result = copyPatch(smooth);
  addGrain(result, { covered, known: trust, amplitude: grain, seed: target.index });
  return { result, filled: { exposure: target, patch: smooth } };
}

function ringsAround({ covered, patch }: Exposure): readonly Uint32Array[] {
  const rings: Uint32Array[] = [];
  let marks = covered;
  for (let ring = 0; ring < RINGS; ring++) {
    const wider = grow({ width: patch.columns, height: patch.rows, values: marks }, 1);
    const inner = marks;
    rings.push(cellsOf(wider.map((mark, cell) => mark & (1 - (inner[cell] as number)))));
    marks = wider;
  }
  return rings;
}

/**
 * Corrects borrowed samples by the difference that shows around them, so that no seam is seen, and answers for each cell
 * how far what was borrowed can be trusted: 0 to 1, and 0 where nothing was.
 */
function judge(
  { patch, covered: marks }: Exposure,
  borrowed: Borrowed,
  covered: Uint32Array,
  rings: readonly Uint32Array[],
): Float32Array {
  const { columns: width, rows: height } = patch;
  const cells = width * height;
  const luma = new Float32Array(cells);
  const blue = new Float32Array(cells);
  const red = new Float32Array(cells);
  const error = new Float32Array(cells);
  const weights = new Float32Array(cells);
  for (const cell of rings.flatMap((ring) => [...ring])) {
    if (borrowed.found[cell] !== 1 || marks[cell] !== 0) continue;
    const off = lumaDifference(patch, borrowed, cell);
    luma[cell] = off.mean;
    error[cell] = off.spread;
    blue[cell] = (patch.blue[cell] as number) - (borrowed.blue[cell] as number);
    red[cell] = (patch.red[cell] as number) - (borrowed.red[cell] as number);
    weights[cell] = 0.5;
  }
  spread({ width, height, planes: [luma, blue, red, error], weights });
  const trust = new Float32Array(cells);
  for (const cell of covered) {
    if (borrowed.found[cell] !== 1) continue;
    correct(borrowed, patch, cell, luma[cell] as number);
    borrowed.blue[cell] = (borrowed.blue[cell] as number) + (blue[cell] as number);
    borrowed.red[cell] = (borrowed.red[cell] as number) + (red[cell] as number);
    const disagreement = borrowed.disagreement[cell] as number;
    trust[cell] =
      fall(error[cell] as number, GOOD_ERROR, BAD_ERROR) *
      fall(disagreement, GOOD_DISAGREEMENT, BAD_DISAGREEMENT);
  }
  return trust;
}

/** 1 up to `from`, 0 from `to` on. */
function fall(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (to - value) / (to - from)));
}

function lumaDifference({ luma, columns }: Patch, borrowed: Borrowed, cell: number) {
  let sum = 0;
  let absolute = 0;
  for (const at of lumaOf(cell, columns)) {
    const difference = (luma[at] as number) - (borrowed.luma[at] as number);
    sum += difference;
    absolute += Math.abs(difference);
  }
  return { mean: sum / 4, spread: absolute / 4 };
}

function correct(borrowed: Borrowed, { columns }: Patch, cell: number, by: number): void {
  for (const at of lumaOf(cell, columns)) borrowed.luma[at] = (borrowed.luma[at] as number) + by;
}

/** The four luma samples of a cell. */
function lumaOf(cell: number, columns: number): readonly [number, number, number, number] {
  const column = cell % columns;
  const at = (cell - column) * 4 + column * 2;
  return [at, at + 1, at + 2 * columns, at + 2 * columns + 1];
}

function knownCells({ covered }: Exposure, trust: Float32Array): Float32Array {
  return trust.map((value, cell) => (covered[cell] === 0 ? 1 : value >= KNOWN_TRUST ? value : 0));
}

/** The frame without captions, without grain. */
function paint(
  { patch, covered, index, shot, pose }: Exposure,
  borrowed: Borrowed,
  trust: Float32Array,
  known: Float32Array,
  before: Filled | undefined,
): Patch {
  const { columns, rows } = patch;
  const list = cellsOf(covered);
  const mixed = mixKnown(patch, borrowed, list, trust);
  if (list.some((cell) => (trust[cell] as number) < 1)) {
    const invented = invent(mixed, patch, list, known);
    const earlier =
      before?.exposure.shot === shot && before.exposure.index === index - 1 ? before : undefined;
    const map = earlier && chain(pose, invert(earlier.exposure.pose));
    for (const cell of list) {
      const share = trust[cell] as number;
      if (share >= 1) continue;
      if (earlier && map) carryOn(invented, earlier, map, cell);
      for (const at of lumaOf(cell, columns)) {
        mixed.luma[at] =
          share * (mixed.luma[at] as number) + (1 - share) * (invented.luma[at] as number);
      }
      mixed.blue[cell] =
        share * (mixed.blue[cell] as number) + (1 - share) * (invented.blue[cell] as number);
      mixed.red[cell] =
        share * (mixed.red[cell] as number) + (1 - share) * (invented.red[cell] as number);
    }
  }
  const result = emptyPatch({ columns, rows });
  result.luma.set(patch.luma);
  result.blue.set(patch.blue);
  result.red.set(patch.red);
  for (const cell of list) {
    for (const at of lumaOf(cell, columns)) result.luma[at] = byte(mixed.luma[at] as number);
    result.blue[cell] = byte(mixed.blue[cell] as number);
    result.red[cell] = byte(mixed.red[cell] as number);
  }
  return result;
}

interface Values {
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

function mixKnown(
  patch: Patch,
  borrowed: Borrowed,
  covered: Uint32Array,
  trust: Float32Array,
): Values {
  const values = {
    luma: Float32Array.from(patch.luma),
    blue: Float32Array.from(patch.blue),
    red: Float32Array.from(patch.red),
  };
  for (const cell of covered) {
    if ((trust[cell] as number) === 0) continue;
    for (const at of lumaOf(cell, patch.columns)) values.luma[at] = borrowed.luma[at] as number;
    values.blue[cell] = borrowed.blue[cell] as number;
    values.red[cell] = borrowed.red[cell] as number;
  }
  return values;
}

/** Fills covered cells that nothing trustworthy is known of from their surroundings. */
function invent(
  mixed: Values,
  { columns, rows }: Patch,
  covered: Uint32Array,
  known: Float32Array,
): Values {
  const means = new Float32Array(columns * rows);
  for (let cell = 0; cell < means.length; cell++) {
    const [one, two, three, four] = lumaOf(cell, columns);
    means[cell] =
      ((mixed.luma[one] as number) +
        (mixed.luma[two] as number) +
        (mixed.luma[three] as number) +
        (mixed.luma[four] as number)) /
      4;
  }
  const blue = mixed.blue.slice();
  const red = mixed.red.slice();
  spread({ width: columns, height: rows, planes: [means, blue, red], weights: known.slice() });
  const luma = mixed.luma.slice();
  const open: number[] = [];
  for (const cell of covered) {
    if ((known[cell] as number) > 0) continue;
    for (const at of lumaOf(cell, columns)) {
      luma[at] = means[cell] as number;
      open.push(at);
    }
  }
  relax(luma, 2 * columns, 2 * rows, open);
  return { luma, blue, red };
}

function carryOn(invented: Values, { exposure, patch }: Filled, map: Affine, cell: number): void {
  const { columns, rows } = patch;
  const column = cell % columns;
  const row = (cell - column) / columns;
  const x = Math.round(map.xx * column + map.xy * row + map.x0);
  const y = Math.round(map.yx * column + map.yy * row + map.y0);
  if (x < 0 || y < 0 || x >= columns || y >= rows) return;
  const from = y * columns + x;
  if (exposure.covered[from] === 0) return;
  const keep = (plane: Float32Array, at: number, value: number) => {
    plane[at] = (plane[at] as number) + CARRIED_ON * (value - (plane[at] as number));
  };
  const target = lumaOf(cell, columns);
  const source = lumaOf(from, columns);
  target.forEach((at, index) => {
    keep(invented.luma, at, patch.luma[source[index] as number] as number);
  });
  keep(invented.blue, cell, patch.blue[from] as number);
  keep(invented.red, cell, patch.red[from] as number);
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}

function copyPatch(patch: Patch): Patch {
  return { ...patch, luma: patch.luma.slice(), blue: patch.blue.slice(), red: patch.red.slice() };
}
