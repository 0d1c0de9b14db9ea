import type { Size } from '../size.ts';
import { makeLoop } from './make-loop.ts';
import { displaySize, fitInto, type PictureShape } from './picture-shape.ts';
import { scoreFrame } from './score-frame.ts';
import { createShrinker } from './shrink-frame.ts';

/** A film as it goes by. */
export interface WatchedFilm extends PictureShape {
  readonly framesPerSecond: number;
  /** Frames in all. */
  readonly count: number;
}

/** What was kept of a film that went by. */
export interface Highlights {
  /** The frame that shows most, planar YUV 4:2:0 as it was coded; undefined if there was none. */
  readonly poster: Uint8Array | undefined;
  /** A part of the film that can be played over and over, planar YUV 4:2:0, upright. */
  readonly preview: Size & { readonly framesPerSecond: number; readonly frames: Uint8Array[] };
}

/** Longer side of a preview, in pixels. */
const PREVIEW_SIDE = 320;
const PREVIEW_RATE = 12;
/** A preview is taken from the middle of the film and so long, in seconds, and its end melts into its beginning. */
const PREVIEW_SECONDS = 3;
const FADE_SECONDS = 0.5;
/** How often it is looked whether a frame makes a better poster, in seconds. */
const BETWEEN_POSTERS = 0.5;
/** By how much a later frame has to show more. */
const CLEARLY = 1.02;

/** Makes what looks at each frame of a film, in their order; an array may be drawn over afterwards. */
export function watchFilm(film: WatchedFilm) {
  const { framesPerSecond: rate, count } = film;
  const size = fitInto(displaySize(film), PREVIEW_SIDE);
  const shrink = createShrinker(film, size);
  const previewRate = Math.min(PREVIEW_RATE, rate);
  const taken = Math.min(count, Math.ceil((PREVIEW_SECONDS + FADE_SECONDS) * rate));
  const first = Math.floor((count - taken) / 2);
  const frames: Uint8Array[] = [];
  let poster: Uint8Array | undefined;
  let best = 0;
  let index = 0;

  function lookAt(frame: Uint8Array): void {
    const position = index++;
    const ofPreview = position - first;
    const isOfPreview = ofPreview >= 0 && ofPreview < taken && isDue(ofPreview, previewRate / rate);
    const isCandidate = isDue(position, 1 / (BETWEEN_POSTERS * rate));
    if (!isOfPreview && !isCandidate) return;
    const small = shrink(frame);
    if (isOfPreview) frames.push(small);
    if (!isCandidate) return;
    const score = scoreFrame(small.subarray(0, size.width * size.height), size);
    if (poster && score <= best * CLEARLY) return;
    best = score;
    poster ??= new Uint8Array(frame.length);
    poster.set(frame);
  }

  return {
    lookAt,
    end: (): Highlights => ({
      poster,
      preview: {
        ...size,
        framesPerSecond: previewRate,
        frames: makeLoop(frames, Math.round(FADE_SECONDS * previewRate)),
      },
    }),
  };
}

/** Whether an event that happens `rate` times a frame, at the first one too, falls on this frame. */
function isDue(frame: number, rate: number): boolean {
  return frame === 0 || Math.floor(frame * rate) > Math.floor((frame - 1) * rate);
}
