import type { MarkFilm } from './mark-film.ts';

/** The edges of a caption's letters come within so many frames of each other, on each side. */
const TOGETHER = 2;
/** So many times as many edges as in the median frame are a step. */
const OUTSTANDING = 6;

/**
 * Keeps the strokes that come or go together with many others, as the letters of a caption do; what is bright and still
 * for reasons of its own is part of the scene. Where nothing comes or goes all through the clip, all is kept.
 * `letter`: about how many cells a single letter has.
 */
export function keepCaptions(marks: MarkFilm, letter: number): void {
  const beginnings = stepsOf(marks, -1, letter);
  const endings = stepsOf(marks, 1, letter);
  if (beginnings.size > 0 || endings.size > 0) marks.keepRuns(beginnings, endings);
}

/** The frames in which many strokes begin (-1) or end (1). */
function stepsOf(marks: MarkFilm, side: 1 | -1, letter: number): ReadonlySet<number> {
  const counts = Array.from({ length: marks.length }, (_, frame) => marks.countEdges(frame, side));
  const sums = counts.map((_, frame) => sumAround(counts, frame, 1));
  const usual = sums.toSorted((one, other) => one - other)[sums.length >> 1] ?? 0;
  const least = Math.max(letter, OUTSTANDING * usual);
  const steps = new Set<number>();
  for (const [frame, sum] of sums.entries()) {
    if (sum < least) continue;
    for (let near = -TOGETHER; near <= TOGETHER; near++) steps.add(frame + near);
  }
  return steps;
}

function sumAround(counts: readonly number[], frame: number, reach: number): number {
  return counts
    .slice(Math.max(0, frame - reach), frame + reach + 1)
    .reduce((sum, count) => sum + count, 0);
}
