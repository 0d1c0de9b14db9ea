import type { YuvPlanes } from '../photo/yuv-planes.ts';
import { clamp } from './curves.ts';
import { LIP_STEPS, type Mouth } from './mouth.ts';

/** The edge is looked for so far above and below the mesh's line, in chin distances, in this number of steps. */
const REACH = 0.14;
const STEPS = 29;
/** The parts between which teeth and lip must differ, in steps. */
const APART = 3;
/** What a step away from the mesh's line costs, in luma: without a clear edge the line stays where it is. */
const STRAYING = 1.2;
/** Lips are redder than teeth, in luma for each step of chroma. */
const REDNESS = 1.5;
/** So much lower than the edge the mouth is cut, in chin distances. */
const MARGIN = 0.012;
/** Beyond it, towards the corners, there are no teeth. */
const WIDEST = 0.8;

/** Cuts a smile where its teeth end and the lip begins, which the mesh knows only roughly: no rim of teeth goes down with the lip. */
export function cutBelowTeeth(mouth: Mouth, planes: YuvPlanes): Mouth {
  const shifts = Float32Array.from({ length: LIP_STEPS }, (_, step) => {
    const u = (step / (LIP_STEPS - 1)) * 2 - 1;
    if (Math.abs(u) > WIDEST) return 0;
    return edgeAt(mouth, planes, u, mouth.lip[step]!) + MARGIN;
  });
  const even = smoothed(medians(shifts, 5), 4);
  return { ...mouth, lip: mouth.lip.map((v, step) => v + even[step]!) };
}

/** How far the sharpest change from teeth to lip lies below the line. */
function edgeAt(mouth: Mouth, planes: YuvPlanes, u: number, line: number): number {
  const stepSize = (2 * REACH) / (STEPS - 1);
  const values = Array.from({ length: STEPS }, (_, step) =>
    toothiness(mouth, planes, u, line - REACH + step * stepSize),
  );
  let best = 0;
  let most = 0;
  for (let step = APART; step < STEPS - APART; step++) {
    const away = step - (STEPS - 1) / 2;
    const drop = mean(values, step - APART, step) - mean(values, step, step + APART);
    const score = drop - Math.abs(away) * STRAYING;
    if (score > most) {
      most = score;
      best = away * stepSize;
    }
  }
  return best;
}

/** High where it is bright and not red. */
function toothiness(
  { origin, across, down }: Mouth,
  planes: YuvPlanes,
  u: number,
  v: number,
): number {
  const x = Math.floor(clamp(origin.x + across.x * u + down.x * v, 0, planes.width - 1));
  const y = Math.floor(clamp(origin.y + across.y * u + down.y * v, 0, planes.height - 1));
  const luma = planes.luma[y * planes.width + x]! & 255;
  const red = planes.red[(y >> 1) * (planes.width / 2) + (x >> 1)]! & 255;
  return luma - REDNESS * red;
}

function mean(values: readonly number[], from: number, to: number): number {
  return values.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
}

function medians(values: Float32Array, radius: number): Float32Array {
  return values.map((_, index) => {
    const near = values.slice(Math.max(0, index - radius), index + radius + 1).sort();
    return near[near.length >> 1]!;
  });
}

function smoothed(values: Float32Array, radius: number): Float32Array {
  return values.map((_, index) =>
    mean(
      Array.from(values),
      Math.max(0, index - radius),
      Math.min(values.length, index + radius + 1),
    ),
  );
}
