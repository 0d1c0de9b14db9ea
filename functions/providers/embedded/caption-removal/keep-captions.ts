import { MarkFilm } from './mark-film.ts';
import { grow } from './morphology.ts';
import type { Tiling } from './tiles.ts';

/** The edges of a caption's letters come within so many frames of each other, on each side. */
const TOGETHER = 2;
/** A stroke's own change is seen within so many frames after its edge. */
const CHANGE_WITHIN = 3;
/** More edges than in the frames around, by so many times as many as are usual there, are a step. */
const OUTSTANDING = 0.6;
/** And by so many of the tile's cells. */
const SHARE_OF_TILE = 0.07;
/** What is usual is told by so many frames on each side. */
const NEIGHBOURS = 8;

export interface Steps {
  /** The cells whose own samples changed lately; a stroke that only looks narrow since letters came beside it didn't. */
  readonly changes: MarkFilm;
  /** The first frames of shots: what comes or goes there is the scene. */
  readonly cuts: ReadonlySet<number>;
  readonly tiling: Tiling;
}

/**
 * Keeps the strokes that come or go together with many others beside them, as the letters of a caption do; what is still
 * for reasons of its own is part of the scene. False, and all is kept, where nothing comes or goes all through the clip.
 */
export function keepCaptions(marks: MarkFilm, steps: Steps): boolean {
  const beginnings = findSteps(marks, steps, -1);
  const endings = findSteps(marks, steps, 1);
  if (!beginnings && !endings) return false;
  const none = emptyFilm(marks);
  marks.keepRuns(beginnings ?? none, endings ?? none);
  return true;
}

function emptyFilm({ cells, length }: MarkFilm): MarkFilm {
  const film = new MarkFilm(cells);
  for (let frame = 0; frame < length; frame++) film.push(new Uint8Array(0));
  return film;
}

/** The edges of runs that come together in a tile; nothing where there are none. */
function findSteps(marks: MarkFilm, steps: Steps, side: 1 | -1): MarkFilm | undefined {
  const { tiling } = steps;
  const edges = (frame: number) =>
    isCut(steps.cuts, frame, side)
      ? new Uint8Array(marks.cells)
      : marks.edges(frame, side, steps.changes, CHANGE_WITHIN);
  const counts = Array.from({ length: marks.length }, (_, frame) => countIn(tiling, edges(frame)));
  const places = placesOf(tiling, counts);
  if (!places.some((tiles) => tiles.includes(1))) return undefined;
  const film = new MarkFilm(marks.cells);
  for (const [frame, tiles] of places.entries()) {
    if (!tiles.includes(1)) film.push(new Uint8Array(0));
    else
      film.push(
        edges(frame).map((edge, cell) => edge & (tiles[tiling.tileOf[cell] as number] as number)),
      );
  }
  return film;
}

function isCut(cuts: ReadonlySet<number>, frame: number, side: 1 | -1): boolean {
  return side === -1
    ? cuts.has(frame) || cuts.has(frame - 1)
    : cuts.has(frame) || cuts.has(frame + 1);
}

function countIn({ tileOf, columns, rows }: Tiling, marks: Uint8Array): Uint16Array {
  const counts = new Uint16Array(columns * rows);
  for (let cell = 0; cell < marks.length; cell++) {
    if (marks[cell] === 0) continue;
    const tile = tileOf[cell] as number;
    counts[tile] = (counts[tile] as number) + 1;
  }
  return counts;
}

/** The tiles that have a step in each frame, with those beside them and the frames around. */
function placesOf(tiling: Tiling, counts: readonly Uint16Array[]): Uint8Array[] {
  const places = counts.map((tiles) => new Uint8Array(tiles.length));
  for (let tile = 0; tile < tiling.columns * tiling.rows; tile++) {
    const sums = counts.map((_, frame) => sumAround(counts, tile, frame));
    for (const frame of stepsIn(sums, tiling.cellsPerTile)) {
      for (let near = frame - TOGETHER; near <= frame + TOGETHER; near++) {
        const tiles = places[near];
        if (tiles) tiles[tile] = 1;
      }
    }
  }
  const { columns: width, rows: height } = tiling;
  return places.map((values) => grow({ width, height, values }, 1));
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

function sumAround(counts: readonly Uint16Array[], tile: number, frame: number): number {
  let sum = 0;
  for (let near = frame - 1; near <= frame + 1; near++) sum += counts[near]?.[tile] ?? 0;
  return sum;
}

function medianAround(values: readonly number[], at: number, reach: number): number {
  const near = values.slice(Math.max(0, at - reach), at + reach + 1);
  return near.toSorted((one, other) => one - other)[near.length >> 1] ?? 0;
}
