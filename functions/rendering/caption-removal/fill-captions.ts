import { type Affine, chain, invert } from './affine.ts';
import { type Borrowed, borrowBackground, getCells } from './borrow-background.ts';
import type { Exposure } from './exposed-area.ts';
import { addGrain, measureGrain } from './grain.ts';
import { inventBackground, type Values } from './invent-background.ts';
import { judgeBackground } from './judge-background.ts';
import { grow } from './morphology.ts';
import { copyPatch, getLuma, type Patch } from './patch.ts';

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

/**
 * Replaces the covered cells of a frame, first by what other frames show behind the captions, and where none does, or
 * not reliably, by what lies around. All other samples stay as they are.
 */
export function fillCaptions(
  target: Exposure,
  others: readonly Exposure[],
  before: Filled | undefined,
): { readonly result: Patch; readonly filled: Filled } {
  const covered = getCells(target.covered);
  const rings = ringsAround(target);
  const borrowed = borrowBackground(target, others, rings);
  const trust = judgeBackground(target, borrowed, covered, rings);
  const values = getValues(target.patch, borrowed, covered, trust);
  if (covered.some((cell) => trust[cell]! < 1)) {
    const invented = inventBackground(values, target.patch, covered, knownCells(target, trust));
    if (before) steady(invented, target, before, covered);
    mix(values, invented, covered, trust, target.patch.columns);
  }
  const smooth = painted(target.patch, values, covered);
  const grain = measureGrain(
    target.patch,
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
    rings.push(getCells(wider.map((mark, cell) => mark & (1 - inner[cell]!))));
    marks = wider;
  }
  return rings;
}

function knownCells({ covered }: Exposure, trust: Float32Array): Float32Array {
  return trust.map((value, cell) => (covered[cell] === 0 ? 1 : value >= KNOWN_TRUST ? value : 0));
}

/** The frame's samples, with what was borrowed. */
function getValues(
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
    if (trust[cell]! === 0) continue;
    for (const at of getLuma(cell, patch.columns)) values.luma[at] = borrowed.luma[at]!;
    values.blue[cell] = borrowed.blue[cell]!;
    values.red[cell] = borrowed.red[cell]!;
  }
  return values;
}

/** Lets invented samples change slowly: most of each is what the frame before has in the same spot of the background. */
function steady(invented: Values, target: Exposure, before: Filled, covered: Uint32Array): void {
  const { exposure, patch } = before;
  if (exposure.shot !== target.shot || exposure.index !== target.index - 1) return;
  const map = chain(target.pose, invert(exposure.pose));
  const keep = (plane: Float32Array, at: number, value: number) => {
    plane[at] = plane[at]! + CARRIED_ON * (value - plane[at]!);
  };
  for (const cell of covered) {
    const from = nearestCell(map, patch, cell);
    if (from === undefined || exposure.covered[from] === 0) continue;
    const source = getLuma(from, patch.columns);
    getLuma(cell, patch.columns).forEach((at, index) => {
      keep(invented.luma, at, patch.luma[source[index]!]!);
    });
    keep(invented.blue, cell, patch.blue[from]!);
    keep(invented.red, cell, patch.red[from]!);
  }
}

function nearestCell(map: Affine, { columns, rows }: Patch, cell: number): number | undefined {
  const column = cell % columns;
  const row = (cell - column) / columns;
  const x = Math.round(map.xx * column + map.xy * row + map.x0);
  const y = Math.round(map.yx * column + map.yy * row + map.y0);
  return x < 0 || y < 0 || x >= columns || y >= rows ? undefined : y * columns + x;
}

/** Replaces what is not trusted by what was invented, as far as it is not. */
function mix(
  values: Values,
  invented: Values,
  covered: Uint32Array,
  trust: Float32Array,
  columns: number,
): void {
  const blend = (one: Float32Array, other: Float32Array, at: number, share: number) => {
    one[at] = share * one[at]! + (1 - share) * other[at]!;
  };
  for (const cell of covered) {
    const share = trust[cell]!;
    if (share >= 1) continue;
    for (const at of getLuma(cell, columns)) blend(values.luma, invented.luma, at, share);
    blend(values.blue, invented.blue, cell, share);
    blend(values.red, invented.red, cell, share);
  }
}

/** The frame with the covered cells' new samples. */
function painted(patch: Patch, values: Values, covered: Uint32Array): Patch {
  const result = copyPatch(patch);
  for (const cell of covered) {
    for (const at of getLuma(cell, patch.columns)) result.luma[at] = byte(values.luma[at]!);
    result.blue[cell] = byte(values.blue[cell]!);
    result.red[cell] = byte(values.red[cell]!);
  }
  return result;
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
