import type { Area } from './area.ts';
import type { Borrowed } from './borrowed.ts';
import type { Exposure } from './exposed-area.ts';
import { createSource, type Source, showsAt } from './exposure.ts';
import type { Patch } from './patch.ts';
import { ShiftFinder } from './shift-finder.ts';
import { takeSamples } from './take-samples.ts';

/** Cells to find background for. */
interface Wanted {
  readonly covered: Uint32Array;
  /** Around them, from the inside to the outside. */
  readonly rings: readonly Uint32Array[];
}

const NONE = -1;
/** One cell in this many is tried before all are. */
const SAMPLE = 8;

/** Borrows for one frame after the other, all of a size. */
export class BackgroundBorrower {
  readonly #borrowed: Borrowed;
  readonly #shifts: ShiftFinder;

  constructor(area: Pick<Area, 'columns' | 'rows'>) {
    const cells = area.columns * area.rows;
    this.#borrowed = {
      luma: new Float32Array(4 * cells),
      blue: new Float32Array(cells),
      red: new Float32Array(cells),
      found: new Uint8Array(cells),
      distance: new Float32Array(cells),
      disagreement: new Float32Array(cells),
    };
    this.#shifts = new ShiftFinder(area);
  }

  /**
   * For each covered cell the nearest earlier and the nearest later frame in which the same spot of the background is
   * not covered. The cells of `rings` are taken from the frames that their covered neighbours are taken from, so that
   * what is known there shows how good the rest is. The answer is drawn over by the next one.
   */
  borrow(target: Exposure, others: readonly Exposure[], wanted: Wanted): Borrowed {
    this.#borrowed.found.fill(0);
    this.#shifts.begin(target);
    const sources = others
      .map((exposure) => createSource(target, exposure))
      .sort((one, other) => one.distance - other.distance);
    for (const isEarlier of [true, false]) {
      const side = sources.filter(({ exposure }) => exposure.index < target.index === isEarlier);
      const lists = divide(label(side, target.patch, wanted), side.length, wanted);
      for (const [number, source] of side.entries()) {
        const cells = lists[number]!;
        if (cells.length === 0) continue;
        takeSamples(this.#borrowed, source, this.#shifts.find(source, cells), cells);
      }
    }
    return this.#borrowed;
  }
}

/** For each cell the place in `sources` of the one it is taken from. */
function label(sources: readonly Source[], patch: Patch, { covered, rings }: Wanted): Int16Array {
  const labels = new Int16Array(patch.columns * patch.rows).fill(NONE);
  const open = toSpots(covered, patch.columns);
  let count = open.length;
  for (let number = 0; number < sources.length && count > 0; number++) {
    const source = sources[number]!;
    if (!showsSome(source, open, count)) continue;
    count = labelShown(labels, number, source, open, count);
  }
  for (const ring of rings) {
    const found = new Int16Array(ring.length);
    for (let at = 0; at < ring.length; at++) found[at] = labelBeside(labels, patch, ring[at]!);
    for (let at = 0; at < ring.length; at++) labels[ring[at]!] = found[at]!;
  }
  return labels;
}

/** By the camera's motion alone, and a sample of the spots. */
function showsSome({ map, exposure }: Source, open: Uint32Array, count: number): boolean {
  for (let at = 0; at < count; at += SAMPLE) {
    const column = open[at]! & 0xffff;
    const row = open[at]! >>> 16;
    const x = map.xx * column + map.xy * row + map.x0;
    const y = map.yx * column + map.yy * row + map.y0;
    if (showsAt(exposure, x, y)) return true;
  }
  return false;
}

/** Labels the open spots that a source shows. Keeps the others at the beginning of `open`, and answers how many. */
function labelShown(
  labels: Int16Array,
  number: number,
  { map, exposure }: Source,
  open: Uint32Array,
  count: number,
): number {
  const { columns } = exposure.patch;
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const spot = open[at]!;
    const column = spot & 0xffff;
    const row = spot >>> 16;
    const x = map.xx * column + map.xy * row + map.x0;
    const y = map.yx * column + map.yy * row + map.y0;
    if (showsAt(exposure, x, y)) labels[row * columns + column] = number;
    else open[kept++] = spot;
  }
  return kept;
}

/** Rows and columns of cells, in the upper and the lower half of a word. */
function toSpots(cells: Uint32Array, columns: number): Uint32Array {
  return cells.map((cell) => (Math.floor(cell / columns) << 16) | (cell % columns));
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

/** The cells of each label. */
function divide(labels: Int16Array, count: number, { covered, rings }: Wanted): Uint32Array[] {
  const counts = new Uint32Array(count);
  const lists = [covered, ...rings];
  for (const list of lists) {
    for (const cell of list) if (labels[cell] !== NONE) counts[labels[cell]!]!++;
  }
  const divided = Array.from(counts, (length) => new Uint32Array(length));
  counts.fill(0);
  for (const list of lists) {
    for (const cell of list) {
      const number = labels[cell]!;
      if (number !== NONE) divided[number]![counts[number]!++] = cell;
    }
  }
  return divided;
}
