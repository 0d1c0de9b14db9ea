import { type Bits, listBits } from './bits.ts';
import { grow } from './grow.ts';
import { MaskSequence } from './mask-sequence.ts';
import type { Tiling } from './tiles.ts';

/** The edges of a caption's letters come within this many frames of each other, on each side. */
const TOGETHER = 2;
/** A stroke's own change is seen within this many frames after its edge. */
const CHANGE_WITHIN = 3;
/** More edges than in the frames around, by this factor over what is usual there, are a step. */
const OUTSTANDING = 0.6;
/** And by this many of the tile's cells. */
const SHARE_OF_TILE = 0.07;
/** So far above and below a tile it is asked whether more begins or more ends, in rows of tiles. */
const BESIDE = 3;
/** Fewer than this factor of those that do the opposite don't count. */
const OUTWEIGHED = 0.5;
/** Within this many frames, on each side. */
const COMPARED = 4;
/** The number of frames on each side that tell what is usual. */
const NEIGHBOURS = 8;

export interface Steps {
  /** The cells whose own samples changed lately; a stroke that only looks narrow since letters came beside it didn't. */
  readonly changes: MaskSequence;
  /** The first frames of shots: what comes or goes there is the scene. */
  readonly cuts: ReadonlySet<number>;
  readonly tiling: Tiling;
}

/**
 * Keeps the strokes that come or go together with many others beside them, as the letters of a caption do; what is still
 * for another reason is part of the scene. False, and all is kept, where nothing comes or goes all through the clip.
 */
export function keepCaptions(marks: MaskSequence, steps: Steps): boolean {
  const { tiling } = steps;
  const count = (side: Side) =>
    Array.from({ length: marks.length }, (_, frame) =>
      countIn(tiling, getEdges(marks, steps, frame, side)),
    );
  const begin = count(BEGIN);
  const end = count(END);
  const beginnings = seeds(marks, steps, BEGIN, getPlaces(tiling, begin, end));
  const endings = seeds(marks, steps, END, getPlaces(tiling, end, begin));
  if (!beginnings && !endings) return false;
  const none = new MaskSequence(marks.cells);
  for (let frame = 0; frame < marks.length; frame++) none.push(noBits(marks));
  marks.keepRuns(beginnings ?? none, endings ?? none);
  return true;
}

type Side = 1 | -1;
const BEGIN: Side = -1;
const END: Side = 1;

/** The cells whose run begins or ends in a frame by their own change, unless all changes there. */
function getEdges(marks: MaskSequence, { cuts, changes }: Steps, frame: number, side: Side): Bits {
  const isCut = cuts.has(frame) || cuts.has(frame + side);
  return isCut ? noBits(marks) : marks.edges(frame, side, changes, CHANGE_WITHIN);
}

/** The edges in the places of steps; empty if there are none. */
function seeds(marks: MaskSequence, steps: Steps, side: Side, places: readonly Uint8Array[]) {
  if (!places.some((tiles) => tiles.includes(1))) return undefined;
  const { tileAt } = steps.tiling;
  const film = new MaskSequence(marks.cells);
  for (const [frame, tiles] of places.entries()) {
    if (!tiles.includes(1)) {
      film.push(noBits(marks));
      continue;
    }
    const edges = getEdges(marks, steps, frame, side);
    for (const cell of listBits(edges)) {
      if (tiles[tileAt[cell]!] === 0) edges[cell >> 5] = edges[cell >> 5]! & ~(1 << (cell & 31));
    }
    film.push(edges);
  }
  return film;
}

function noBits({ cells }: MaskSequence): Bits {
  return new Uint32Array(Math.ceil(cells / 32));
}

function countIn({ tileAt, columns, rows }: Tiling, marks: Bits): Uint16Array {
  const counts = new Uint16Array(columns * rows);
  for (const cell of listBits(marks)) {
    const tile = tileAt[cell]!;
    counts[tile] = counts[tile]! + 1;
  }
  return counts;
}

/**
 * The tiles that have a step in each frame, with those beside them and the frames around. Where far more runs do the
 * opposite, the caption does that, and these runs are of the background that it covers or uncovers.
 */
function getPlaces(
  tiling: Tiling,
  counts: readonly Uint16Array[],
  opposite: readonly Uint16Array[],
): Uint8Array[] {
  const places = counts.map((tiles) => new Uint8Array(tiles.length));
  for (let tile = 0; tile < tiling.columns * tiling.rows; tile++) {
    const sums = counts.map((_, frame) => sumAround(counts, [tile], frame, 1));
    const beside = tilesAbout(tiling, tile, BESIDE);
    for (const frame of stepsIn(sums, tiling.cellsPerTile)) {
      const ours = sumAround(counts, beside, frame, COMPARED);
      const theirs = sumAround(opposite, beside, frame, COMPARED);
      if (ours < OUTWEIGHED * theirs) continue;
      for (let near = frame - TOGETHER; near <= frame + TOGETHER; near++) {
        const tiles = places[near];
        if (tiles) tiles[tile] = 1;
      }
    }
  }
  const { columns: width, rows: height } = tiling;
  return places.map((values) => grow({ width, height, values }, 1));
}

/** All tiles of the rows about that of a tile: as captions lie. */
function tilesAbout({ columns, rows }: Tiling, tile: number, reach: number): number[] {
  const row = Math.floor(tile / columns);
  const tiles: number[] = [];
  for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
    for (let x = 0; x < columns; x++) tiles.push(y * columns + x);
  }
  return tiles;
}

function stepsIn(sums: readonly number[], cells: number): number[] {
  const least = SHARE_OF_TILE * cells;
  const steps: number[] = [];
  for (const [frame, sum] of sums.entries()) {
    if (sum < least) continue;
    const usual = medianAround(sums, frame, NEIGHBOURS);
    if (sum - usual >= Math.max(least, OUTSTANDING * usual)) steps.push(frame);
  }
  return steps;
}

function sumAround(
  counts: readonly Uint16Array[],
  tiles: readonly number[],
  frame: number,
  reach: number,
): number {
  let sum = 0;
  for (let near = frame - reach; near <= frame + reach; near++) {
    for (const tile of tiles) sum += counts[near]?.[tile] ?? 0;
  }
  return sum;
}

function medianAround(values: readonly number[], at: number, reach: number): number {
  const near = values.slice(Math.max(0, at - reach), at + reach + 1);
  return near.toSorted((one, other) => one - other)[near.length >> 1] ?? 0;
}
