import type { Size } from '../size.ts';
import { CaptionFiller, type Filled } from './caption-filler.ts';
import type { Cover } from './cover-captions.ts';
import { exposeFrames } from './expose-frames.ts';
import type { Exposure } from './exposed-area.ts';
import { pastePatch } from './patch.ts';

/** Neighbours that are all kept, on each side. */
const NEAR = 12;
/** Of these neighbours, those that are looked at: the further, the fewer. */
const NEAR_STEPS: ReadonlySet<number> = new Set([1, 2, 3, 5, 8, 12]);
/** Further away, one in this many is kept. */
const ANCHOR_EVERY = 10;
/** And no further than this, in seconds. */
const FAR_SECONDS = 4;

export interface FillInput {
  readonly size: Size;
  readonly cover: Cover;
  /** Frames a second. */
  readonly rate: number;
  /** The clip's frames, decoded twice: one runs ahead and finds background, of the covered area alone; the other is filled. */
  readonly ahead: AsyncIterable<Uint8Array>;
  readonly frames: AsyncIterable<Uint8Array>;
}

/** The clip's frames without captions. Arrays are those of `frames`, drawn over. */
export async function* fillFrames(input: FillInput): AsyncGenerator<Uint8Array> {
  const far = Math.round(FAR_SECONDS * input.rate);
  const exposures = exposeFrames(input.ahead, input.cover);
  const filler = new CaptionFiller(input.cover.area);
  const kept = new Map<number, Exposure>();
  let read = 0;
  let filled: Filled | undefined;
  let index = 0;
  for await (const frame of input.frames) {
    while (read <= index + far) {
      const next = await exposures.next();
      if (next.done) break;
      kept.set(next.value.index, next.value);
      read++;
    }
    const target = kept.get(index);
    if (target?.covered.includes(1)) {
      const others = [...kept.values()].filter((one) => isUseful(one, target));
      const done = filler.fill(target, others, filled);
      filled = done.filled;
      pastePatch(frame, input.size, input.cover.area, done.result);
    }
    forget(kept, index, far);
    yield frame;
    index++;
  }
}

function isUseful(one: Exposure, target: Exposure): boolean {
  if (one.shot !== target.shot || one.index === target.index) return false;
  return one.index % ANCHOR_EVERY === 0 || NEAR_STEPS.has(Math.abs(one.index - target.index));
}

function forget(kept: Map<number, Exposure>, index: number, far: number): void {
  for (const key of kept.keys()) {
    const old = index - key;
    if (old >= far || (old >= NEAR && key % ANCHOR_EVERY !== 0)) kept.delete(key);
  }
}
