import { type Affine, chain, identity } from './affine.ts';
import { solveLinear } from './solve-linear.ts';

/** A picture to align by: mean luma of each cell, and the cells that tell nothing of the background. */
export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
  readonly hidden: Uint8Array;
}

export interface Motion {
  /** Where each point of the later frame is in the earlier one. */
  readonly map: Affine;
  /** Mean difference that is left, in steps of luma; large after a cut. */
  readonly residual: number;
}

const SMALLEST_SIDE = 12;
const LEVELS = 4;
const ROUNDS = 4;
/** Differences of luma that count half: what moves by itself, and what is hidden. */
const TOLERANCE = 8;
/** A move below this, in cells over the whole picture, is none: the noise of a camera that stands still. */
const STILL = 0.02;

/** Each coarser by half, the finest first. */
export function buildPyramid(finest: PyramidLevel): readonly PyramidLevel[] {
  const levels = [finest];
  for (let level = finest; levels.length < LEVELS; ) {
    if (level.width < 2 * SMALLEST_SIDE || level.height < 2 * SMALLEST_SIDE) break;
    level = halve(level);
    levels.push(level);
  }
  return levels;
}

function halve(level: PyramidLevel): PyramidLevel {
  const width = level.width >> 1;
  const height = level.height >> 1;
  const luma = new Uint8Array(width * height);
  const hidden = new Uint8Array(width * height);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to++) {
      const at = 2 * row * level.width + 2 * column;
      const four = [at, at + 1, at + level.width, at + level.width + 1];
      let sum = 2;
      for (const from of four) {
        sum += level.luma[from]!;
        if (level.hidden[from] !== 0) hidden[to] = 1;
      }
      luma[to] = sum >> 2;
    }
  }
  return { width, height, luma, hidden };
}

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
    const equations = gather(earlier, later, scale, map);
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

/** The normal equations of one round. */
function gather(earlier: PyramidLevel, later: PyramidLevel, scale: number, map: Affine) {
  const matrix = new Float64Array(36);
  const vector = new Float64Array(6);
  const row6 = new Float64Array(6);
  const { width, height, luma } = later;
  const stride = scale === 1 ? 2 : 1;
  const half = (scale - 1) / 2;
  let difference = 0;
  let weights = 0;
  for (let row = 1; row < height - 1; row += stride) {
    for (let column = 1; column < width - 1; column += stride) {
      const at = row * width + column;
      if (later.hidden[at] !== 0) continue;
      const x = column * scale + half;
      const y = row * scale + half;
      const fromX = (map.xx * x + map.xy * y + map.x0 - half) / scale;
      const fromY = (map.yx * x + map.yy * y + map.y0 - half) / scale;
      const value = visibleLuma(earlier, fromX, fromY);
      if (value < 0) continue;
      const error = value - luma[at]!;
      const share = error / TOLERANCE;
      const weight = 1 / (1 + share * share);
      difference += Math.abs(error);
      weights++;
      const gradientX = (luma[at + 1]! - luma[at - 1]!) / 2;
      const gradientY = (luma[at + width]! - luma[at - width]!) / 2;
      if (gradientX === 0 && gradientY === 0) continue;
      const right = (2 * column) / width - 1;
      const below = (2 * row) / height - 1;
      row6[0] = gradientX;
      row6[1] = gradientX * right;
      row6[2] = gradientX * below;
      row6[3] = gradientY;
      row6[4] = gradientY * right;
      row6[5] = gradientY * below;
      accumulate(matrix, vector, row6, weight, error);
    }
  }
  dampen(matrix, weights);
  return { matrix, vector, residual: weights > 0 ? difference / weights : 0 };
}

function accumulate(
  matrix: Float64Array,
  vector: Float64Array,
  row: Float64Array,
  weight: number,
  error: number,
): void {
  for (let one = 0; one < 6; one++) {
    const weighed = row[one]! * weight;
    vector[one] = vector[one]! + weighed * error;
    for (let other = one; other < 6; other++) {
      matrix[one * 6 + other] = matrix[one * 6 + other]! + weighed * row[other]!;
    }
  }
}

/** Fills the other half, and lets a picture without any edges stay where it is. */
function dampen(matrix: Float64Array, points: number): void {
  for (let one = 0; one < 6; one++) {
    for (let other = 0; other < one; other++) {
      matrix[one * 6 + other] = matrix[other * 6 + one]!;
    }
    matrix[one * 7] = matrix[one * 7]! * 1.001 + 0.02 * points + 1e-6;
  }
}

/** Between four samples; below zero where one of them is hidden or outside. */
function visibleLuma({ width, height, luma, hidden }: PyramidLevel, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (column < 0 || row < 0 || column >= width - 1 || row >= height - 1) return -1;
  const at = row * width + column;
  const below = at + width;
  if (hidden[at] !== 0 || hidden[at + 1] !== 0 || hidden[below] !== 0 || hidden[below + 1] !== 0) {
    return -1;
  }
  const right = x - column;
  const upper = luma[at]! * (1 - right) + luma[at + 1]! * right;
  const lower = luma[below]! * (1 - right) + luma[below + 1]! * right;
  return upper + (lower - upper) * (y - row);
}
