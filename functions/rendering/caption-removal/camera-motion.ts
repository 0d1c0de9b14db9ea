import { type Affine, chain, identity } from './affine.ts';
import { compareLevels } from './compare-levels.ts';
import type { PyramidLevel } from './pyramid.ts';
import { solveLinear } from './solve-linear.ts';

export interface Motion {
  /** Where each point of the later frame is in the earlier one. */
  readonly map: Affine;
  /** Mean difference that is left, in steps of luma; large after a cut. */
  readonly residual: number;
}

const ROUNDS = 4;
/** A move below this, in cells over the whole picture, is none: the noise of a camera that stands still. */
const STILL = 0.02;

/**
 * How the camera moved between two frames: the affine map that makes the visible background of one lie on that of the
 * other (Lucas and Kanade's least squares, from coarse to fine, with outliers weighed down).
 */
export function estimateMotion(
  earlier: readonly PyramidLevel[],
  later: readonly PyramidLevel[],
  start: Affine = identity,
): Motion {
  let motion: Motion = { map: start, residual: 0 };
  const levels = Math.min(earlier.length, later.length);
  for (let level = levels - 1; level >= 0; level--) {
    const [one, other] = [earlier[level], later[level]];
    if (one && other) motion = refine(one, other, 2 ** level, motion.map);
  }
  const finest = later[0];
  return finest && isStill(motion.map, finest) ? { ...motion, map: identity } : motion;
}

function isStill(map: Affine, { width, height }: PyramidLevel): boolean {
  const turned = Math.max(
    (Math.abs(map.xx - 1) * width + Math.abs(map.xy) * height) / 2,
    (Math.abs(map.yx) * width + Math.abs(map.yy - 1) * height) / 2,
  );
  const x = map.xx * (width / 2) + map.xy * (height / 2) + map.x0 - width / 2;
  const y = map.yx * (width / 2) + map.yy * (height / 2) + map.y0 - height / 2;
  return Math.max(Math.abs(x), Math.abs(y)) < STILL && turned < 2 * STILL;
}

function refine(earlier: PyramidLevel, later: PyramidLevel, scale: number, start: Affine): Motion {
  let map = start;
  let residual = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const equations = compareLevels(earlier, later, scale, map);
    residual = equations.residual;
    const step = solveLinear(equations.matrix, equations.vector);
    if (!step) break;
    const next = correct(map, step, later, scale);
    const moved = Math.max(...step.map(Math.abs));
    map = next;
    if (moved < 0.005) break;
  }
  return { map, residual };
}

/** Adds a correction: a shift at the middle and its growth towards the edges, in this level's samples. */
function correct(
  map: Affine,
  step: readonly number[],
  { width, height }: PyramidLevel,
  scale: number,
) {
  const [x = 0, xx = 0, xy = 0, y = 0, yx = 0, yy = 0] = step;
  const across = 2 / width;
  const down = 2 / height;
  const shift: Affine = {
    xx: 1 - xx * across,
    xy: -xy * down,
    x0: (-x + xx + xy) * scale,
    yx: -yx * across,
    yy: 1 - yy * down,
    y0: (-y + yx + yy) * scale,
  };
  return chain(shift, map);
}
