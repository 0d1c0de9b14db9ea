import type { Exposure } from './exposed-area.ts';
import { between, createSource, getSpot, type Source, showsAt, showsCell } from './exposure.ts';
import { localShift } from './local-shift.ts';
import type { Patch } from './patch.ts';

/** What other frames show behind the captions of one. */
export interface Borrowed {
  /** Values for covered cells and those around them; meaningful where `found` is not 0. */
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
  /** 1 where at least one frame shows the cell. */
  readonly found: Uint8Array;
  /** How much the frame before and the one after disagree, in steps of luma; 0 where there is only one. */
  readonly disagreement: Float32Array;
}

const NONE = -1;
/** One cell in this many is tried before all are. */
const SAMPLE = 8;

/**
 * For each covered cell the nearest earlier and the nearest later frame in which the same spot of the background is not
 * covered. The cells of `surroundings` are taken from the frames that their covered neighbours are taken from, so that
 * what is known there shows how good the rest is.
 */
export function borrowBackground(
  target: Exposure,
  others: readonly Exposure[],
  surroundings: readonly Uint32Array[],
): Borrowed {
  const sources = others.map((exposure) => createSource(target, exposure));
  const cells = target.covered.length;
  const borrowed: Borrowed = {
    luma: new Float32Array(4 * cells),
    blue: new Float32Array(cells),
    red: new Float32Array(cells),
    found: new Uint8Array(cells),
    disagreement: new Float32Array(cells),
  };
  const covered = getCells(target.covered);
  const sides = [
    sources.filter(({ exposure }) => exposure.index < target.index),
    sources.filter(({ exposure }) => exposure.index > target.index),
  ].map((side) => side.sort((one, other) => one.distance - other.distance));
  const labels = sides.map((side) => label(side, target, covered, surroundings));
  const distances = new Float32Array(cells);
  for (const list of [covered, ...surroundings]) {
    for (const cell of list) {
      sides.forEach((side, index) => {
        const source = side[labels[index]?.[cell] ?? NONE];
        if (source) take(borrowed, distances, target, cell, source);
      });
    }
  }
  return borrowed;
}

/** The numbers of the cells that are marked. */
export function getCells(marks: Uint8Array): Uint32Array {
  let count = 0;
  for (const mark of marks) if (mark !== 0) count++;
  const cells = new Uint32Array(count);
  for (let cell = 0, to = 0; cell < marks.length; cell++) if (marks[cell] !== 0) cells[to++] = cell;
  return cells;
}

/** For each cell the place in `sources` of the one it is taken from. */
function label(
  sources: readonly Source[],
  { patch, covered }: Exposure,
  cells: Uint32Array,
  surroundings: readonly Uint32Array[],
): Int16Array {
  const labels = new Int16Array(covered.length).fill(NONE);
  let open = cells;
  for (const [number, source] of sources.entries()) {
    if (open.length === 0) break;
    if (!open.some((cell, at) => at % SAMPLE === 0 && showsCell(source, patch.columns, cell)))
      continue;
    open = open.filter((cell) => {
      if (!showsCell(source, patch.columns, cell)) return true;
      labels[cell] = number;
      return false;
    });
  }
  for (const ring of surroundings) {
    const found = Array.from(ring, (cell) => labelBeside(labels, patch, cell));
    ring.forEach((cell, at) => {
      labels[cell] = found[at] ?? NONE;
    });
  }
  return labels;
}

function labelBeside(labels: Int16Array, { columns, rows }: Patch, cell: number): number {
  const column = cell % columns;
  const row = (cell - column) / columns;
  for (let down = -1; down <= 1; down++) {
    if (row + down < 0 || row + down >= rows) continue;
    for (let right = -1; right <= 1; right++) {
      if (column + right < 0 || column + right >= columns) continue;
      const near = labels[cell + down * columns + right]!;
      if (near !== NONE) return near;
    }
  }
  return NONE;
}

/** Adds a source's samples to a cell; nearer frames count for more. */
function take(
  borrowed: Borrowed,
  distances: Float32Array,
  target: Exposure,
  cell: number,
  source: Source,
): void {
  const { exposure } = source;
  const { columns, rows } = target.patch;
  source.shift ??= localShift(target, exposure, source.map);
  const column = cell % columns;
  const row = (cell - column) / columns;
  const spot = getSpot(source, column, row);
  const { x, y } = spot;
  if (!showsAt(exposure, x, y)) return;
  const stride = 2 * columns;
  const at = 2 * row * stride + 2 * column;
  const second = borrowed.found[cell] === 1;
  const first = distances[cell]!;
  const share = second ? first / (first + source.distance) : 1;
  let apart = 0;
  for (let down = 0; down < 2; down++) {
    for (let right = 0; right < 2; right++) {
      const value = between(exposure.patch.luma, stride, 2 * rows, 2 * x + right, 2 * y + down);
      apart += mix(borrowed.luma, at + down * stride + right, value, share) / 4;
    }
  }
  mix(borrowed.blue, cell, between(exposure.patch.blue, columns, rows, x, y), share);
  mix(borrowed.red, cell, between(exposure.patch.red, columns, rows, x, y), share);
  if (second) borrowed.disagreement[cell] = Math.abs(apart);
  distances[cell] = source.distance;
  borrowed.found[cell] = 1;
}

/** Answers how far the value was off. */
function mix(plane: Float32Array, at: number, value: number, share: number): number {
  const before = plane[at]!;
  plane[at] = before + share * (value - before);
  return value - before;
}
