import type { WantedFrames } from '../codecs/wanted-frames.ts';
import type { Size } from '../size.ts';
import { type Area, getWindow } from './area.ts';
import type { Bits } from './bits.ts';
import { keepCaptions } from './keep-captions.ts';
import { MaskSequence } from './mask-sequence.ts';
import { asPatch, type Patch } from './patch.ts';
import { StrokeFinder, type Strokes, strokeSide } from './strokes.ts';
import { createTiles, type Tiling } from './tiles.ts';

/** What is seen of an area over the whole clip. */
export interface Watched {
  readonly area: Area;
  readonly tiling: Tiling;
  /** The strokes that stand still for long enough to be read, in each frame that was looked at. */
  readonly marks: MaskSequence;
  /** The strokes that are bright or colourful, whether they stand still or not. */
  readonly bright: MaskSequence;
  /** One frame in this many was read, beginning with the first. */
  readonly every: number;
  /** How much the background changed from the frame before, a plane of tiles for each of these frames. */
  readonly motion: readonly Uint8Array[];
  /** Whether strokes come or go together somewhere; if not, `marks` holds all that stands still. */
  readonly hasSteps: boolean;
}

/** Steps of `motion` to one of luma. */
export const MOTION_STEPS = 8;

/** Frames a second that show all of a caption's coming and going. */
const ENOUGH_FRAMES = 14;
/** Text that stands for less can't be read, in seconds. */
const SHORTEST_CAPTION = 0.3;
const FEWEST_FRAMES = 4;
/** A cell that changes so much, in steps of luma and colour together, shows another thing than before. */
const CHANGED = 28;
/** Mean change of the background's luma, in steps, that no camera's move makes. */
const CUT = 14;
/** The change of a caption that fades is seen over this many frames. */
const CHANGE_FRAMES = 2;

export interface WatchOptions {
  readonly frame: Size;
  readonly area: Area;
  /** Frames a second. */
  readonly rate: number;
  /** Told how many frames went by; a few more than there are at the end. Optional; defaults to nothing. */
  readonly onFrame?: (framesDone: number) => void;
}

/** Looks at a clip once, and gathers strokes. */
export async function watchStrokes(
  read: (wanted: WantedFrames) => AsyncIterable<Uint8Array>,
  { frame, area, rate, onFrame = () => {} }: WatchOptions,
): Promise<Watched> {
  const side = strokeSide(Math.min(frame.width, frame.height));
  const finder = new StrokeFinder({ width: area.columns, height: area.rows }, side);
  const every = Math.max(1, Math.floor(rate / ENOUGH_FRAMES));
  const tiling = createTiles(area);
  const cells = area.columns * area.rows;
  const films = [
    new MaskSequence(cells),
    new MaskSequence(cells),
    new MaskSequence(cells),
    new MaskSequence(cells),
  ] as const;
  const [marks, bright, weaker, changes] = films;
  const motion: Uint8Array[] = [];
  const lately: Seen[] = [];
  for await (const picture of read({ every, window: getWindow(area) })) {
    const patch = asPatch(picture, area);
    const now = { strokes: finder.find(patch), patch };
    const before = lately.at(-1) ?? now;
    const jumped = changedOnes(now, before);
    const { strong, weak } = now.strokes;
    marks.push(without(strong, jumped, before.strokes.strong));
    weaker.push(without(weak, jumped));
    bright.push(now.strokes.bright);
    motion.push(measureMotion(now.strokes, before.strokes, tiling));
    lately.push(now);
    const earlier = lately.length > CHANGE_FRAMES ? lately.shift() : lately[0];
    changes.push(changedOnes(now, earlier ?? now));
    onFrame(marks.length * every);
  }
  marks.keepLasting(Math.max(FEWEST_FRAMES, Math.round((rate / every) * SHORTEST_CAPTION)));
  marks.reachInto(weaker);
  const hasSteps = keepCaptions(marks, { changes, cuts: getCuts(motion), tiling });
  marks.widenRuns();
  marks.widenRuns();
  return { area, tiling, marks, bright, every, motion, hasSteps };
}

interface Seen {
  readonly strokes: Strokes;
  readonly patch: Patch;
}

/** The marks but for those that are left out, where the third has them too. */
function without(marks: Bits, leftOut: Bits, where = leftOut): Bits {
  const result = marks.slice();
  for (let word = 0; word < result.length; word++) {
    result[word] = result[word]! & ~(leftOut[word]! & where[word]!);
  }
  return result;
}

/** The cells that are another thing than before. */
function changedOnes(now: Seen, before: Seen): Bits {
  const { luma } = now.strokes;
  const { blue, red } = now.patch;
  const { luma: earlier } = before.strokes;
  const { blue: earlierBlue, red: earlierRed } = before.patch;
  const result = new Uint32Array(now.strokes.strong.length);
  for (let word = 0, cell = 0; word < result.length; word++) {
    let bits = 0;
    for (let bit = 1; bit !== 0 && cell < luma.length; bit <<= 1, cell++) {
      const change =
        Math.abs(luma[cell]! - earlier[cell]!) +
        Math.abs(blue[cell]! - earlierBlue[cell]!) +
        Math.abs(red[cell]! - earlierRed[cell]!);
      if (change >= CHANGED) bits |= bit;
    }
    result[word] = bits;
  }
  return result;
}

/** Mean change of luma in each tile, where there is no stroke in either frame. */
function measureMotion(
  now: Strokes,
  before: Strokes,
  { tileAt, columns, rows }: Tiling,
): Uint8Array {
  const sums = new Uint32Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  const { luma, weak } = now;
  const { luma: earlier, weak: earlierWeak } = before;
  for (let word = 0, cell = 0; word < weak.length; word++) {
    const strokes = weak[word]! | earlierWeak[word]!;
    for (let bit = 1; bit !== 0 && cell < luma.length; bit <<= 1, cell++) {
      if ((strokes & bit) !== 0) continue;
      const tile = tileAt[cell]!;
      sums[tile] = sums[tile]! + Math.abs(luma[cell]! - earlier[cell]!);
      counts[tile] = counts[tile]! + 1;
    }
  }
  return Uint8Array.from(sums, (sum, tile) =>
    Math.min(255, Math.round((MOTION_STEPS * sum) / Math.max(1, counts[tile]!))),
  );
}

/** The frames that have nothing to do with the one before. */
function getCuts(motion: readonly Uint8Array[]): ReadonlySet<number> {
  const cuts = new Set<number>();
  for (const [frame, tiles] of motion.entries()) {
    const mean = tiles.reduce((sum, tile) => sum + tile, 0) / tiles.length / MOTION_STEPS;
    if (mean >= CUT) cuts.add(frame);
  }
  return cuts;
}
