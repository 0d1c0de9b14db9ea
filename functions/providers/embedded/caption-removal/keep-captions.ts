import type { MarkFilm } from './mark-film.ts';

/** The edges of a caption's letters come within so many frames of each other, on each side. */
const TOGETHER = 2;
/** A stroke's own change is seen within so many frames after its edge. */
const CHANGE_WITHIN = 3;
/** So many times as many edges as in the median frame are a step. */
const OUTSTANDING = 6;

export interface Steps {
  /** The cells whose own samples changed lately; a stroke that only looks narrow since letters came beside it didn't. */
  readonly changes: MarkFilm;
  /** The first frames of shots: what comes or goes there is the scene. */
  readonly cuts: ReadonlySet<number>;
  /** About how many cells a single letter has. */
  readonly letter: number;
}

/**
 * Keeps the strokes that come or go together with many others, as the letters of a caption do; what is still for reasons
 * of its own is part of the scene. False, and all is kept, where nothing comes or goes all through the clip.
 */
export function keepCaptions(marks: MarkFilm, steps: Steps): boolean {
  const beginnings = stepsOf(marks, steps, -1);
  const endings = stepsOf(marks, steps, 1);
  if (beginnings.size === 0 && endings.size === 0) return false;
  marks.keepRuns({ beginnings, endings, changes: steps.changes, within: CHANGE_WITHIN });
  return true;
}

/** The frames in which many strokes begin (-1) or end (1). */
function stepsOf(marks: MarkFilm, { changes, cuts, letter }: Steps, side: 1 | -1) {
  const isCut = (frame: number) =>
    side === -1 ? cuts.has(frame) || cuts.has(frame - 1) : cuts.has(frame + 1) || cuts.has(frame);
  const counts = Array.from({ length: marks.length }, (_, frame) =>
    isCut(frame) ? 0 : marks.countEdges(frame, side, changes, CHANGE_WITHIN),
  );
  const sums = counts.map((_, frame) => sumAround(counts, frame, 1));
  const usual = sums.toSorted((one, other) => one - other)[sums.length >> 1] ?? 0;
  const least = Math.max(letter, OUTSTANDING * usual);
  const steps = new Set<number>();
  for (const [frame, sum] of sums.entries()) {
    if (sum < least) continue;
    for (let near = frame - TOGETHER; near <= frame + TOGETHER; near++) {
      if (!isCut(near)) steps.add(near);
    }
  }
  return steps;
}

function sumAround(counts: readonly number[], frame: number, reach: number): number {
  return counts
    .slice(Math.max(0, frame - reach), frame + reach + 1)
    .reduce((sum, count) => sum + count, 0);
}
