import type { Affine } from './affine.ts';
import type { PyramidLevel } from './pyramid.ts';

/** Differences of luma that count half: what moves by itself, and what is hidden. */
const TOLERANCE = 8;

/** The unknowns: a shift to the right at the middle and its growth to the right and downwards, and one downwards. */
const UNKNOWNS = 6;

export interface Equations {
  readonly matrix: Float64Array;
  readonly vector: Float64Array;
  /** Mean difference of luma. */
  readonly residual: number;
}

/**
 * The sums of a row. The names say what is multiplied: gradients to the right (x) and downwards (y), differences (e), and
 * how far to the right a point lies (r).
 */
const TERMS = [
  'xx',
  'xxr',
  'xxrr',
  'xy',
  'xyr',
  'xyrr',
  'yy',
  'yyr',
  'yyrr',
  'xe',
  'xer',
  'ye',
  'yer',
] as const;
type Term = (typeof TERMS)[number];
/** After them in the same array. */
const DIFFERENCE = TERMS.length;
const POINTS = TERMS.length + 1;

/** The normal equations that say how the map from the later picture to the earlier one has to be corrected. */
export function compareLevels(
  earlier: PyramidLevel,
  later: PyramidLevel,
  scale: number,
  map: Affine,
): Equations {
  const row = new Float64Array(TERMS.length + 2);
  const stride = scale === 1 ? 2 : 1;
  // All, all by how far down their row lies, and by the square of that.
  const sums = [row.slice(), row.slice(), row.slice()] as const;
  for (let y = 1; y < later.height - 1; y += stride) {
    compareRow(row, earlier, later, { y, stride, scale, map });
    const below = (2 * y) / later.height - 1;
    for (let term = 0; term < row.length; term++) {
      const value = row[term]!;
      sums[0][term]! += value;
      sums[1][term]! += value * below;
      sums[2][term]! += value * below * below;
    }
  }
  const [difference, points] = [sums[0][DIFFERENCE]!, sums[0][POINTS]!];
  const matrix = toMatrix(sums);
  dampen(matrix, points);
  return { matrix, vector: toVector(sums), residual: points > 0 ? difference / points : 0 };
}

interface RowPlan {
  readonly y: number;
  readonly stride: number;
  readonly scale: number;
  readonly map: Affine;
}

/** Writes a row's sums. */
function compareRow(
  sums: Float64Array,
  { width: earlierWidth, height: earlierHeight, luma: earlier, blocked }: PyramidLevel,
  { width, luma, hidden }: PyramidLevel,
  { y, stride, scale, map }: RowPlan,
): void {
  const half = (scale - 1) / 2;
  const row = y * scale + half;
  const x0 = (map.xx * half + map.xy * row + map.x0 - half) / scale;
  const y0 = (map.yx * half + map.yy * row + map.y0 - half) / scale;
  const lastColumn = earlierWidth - 1;
  const lastRow = earlierHeight - 1;
  sums.fill(0);
  for (let column = 1; column < width - 1; column += stride) {
    const at = y * width + column;
    if (hidden[at] !== 0) continue;
    const fromX = map.xx * column + x0;
    const fromY = map.yx * column + y0;
    if (fromX < 0 || fromY < 0 || fromX >= lastColumn || fromY >= lastRow) continue;
    // Of what is not below zero the whole part, faster than by Math.floor.
    const left = fromX | 0;
    const top = fromY | 0;
    const upperLeft = top * earlierWidth + left;
    if (blocked[upperLeft] !== 0) continue;
    const lowerLeft = upperLeft + earlierWidth;
    const across = fromX - left;
    const upper = earlier[upperLeft]! + (earlier[upperLeft + 1]! - earlier[upperLeft]!) * across;
    const lower = earlier[lowerLeft]! + (earlier[lowerLeft + 1]! - earlier[lowerLeft]!) * across;
    const error = upper + (lower - upper) * (fromY - top) - luma[at]!;
    const share = error / TOLERANCE;
    const weight = 1 / (1 + share * share);
    const gradientX = (luma[at + 1]! - luma[at - 1]!) / 2;
    const gradientY = (luma[at + width]! - luma[at - width]!) / 2;
    const right = (2 * column) / width - 1;
    const x = weight * gradientX;
    const down = weight * gradientY;
    addPoint(sums, 0, x * gradientX, right);
    addPoint(sums, 3, x * gradientY, right);
    addPoint(sums, 6, down * gradientY, right);
    sums[9]! += x * error;
    sums[10]! += x * error * right;
    sums[11]! += down * error;
    sums[12]! += down * error * right;
    sums[DIFFERENCE]! += Math.abs(error);
    sums[POINTS]! += 1;
  }
}

function addPoint(sums: Float64Array, at: number, value: number, right: number): void {
  sums[at]! += value;
  sums[at + 1]! += value * right;
  sums[at + 2]! += value * right * right;
}

type Sums = readonly [all: Float64Array, below: Float64Array, square: Float64Array];

/** The upper half, by rows; the other half is the same. */
function toMatrix(sums: Sums): Float64Array {
  const s = (term: Term) => sums[0][TERMS.indexOf(term)]!;
  const b = (term: Term) => sums[1][TERMS.indexOf(term)]!;
  const bb = (term: Term) => sums[2][TERMS.indexOf(term)]!;
  return Float64Array.of(
    ...[s('xx'), s('xxr'), b('xx'), s('xy'), s('xyr'), b('xy')],
    ...[0, s('xxrr'), b('xxr'), s('xyr'), s('xyrr'), b('xyr')],
    ...[0, 0, bb('xx'), b('xy'), b('xyr'), bb('xy')],
    ...[0, 0, 0, s('yy'), s('yyr'), b('yy')],
    ...[0, 0, 0, 0, s('yyrr'), b('yyr')],
    ...[0, 0, 0, 0, 0, bb('yy')],
  );
}

function toVector([all, below]: Sums): Float64Array {
  const [xe, xer, ye, yer] = [all[9]!, all[10]!, all[11]!, all[12]!];
  return Float64Array.of(xe, xer, below[9]!, ye, yer, below[11]!);
}

/** Fills the other half, and lets a picture without any edges stay where it is. */
function dampen(matrix: Float64Array, points: number): void {
  for (let one = 0; one < UNKNOWNS; one++) {
    for (let other = 0; other < one; other++) {
      matrix[one * UNKNOWNS + other] = matrix[other * UNKNOWNS + one]!;
    }
    const middle = one * UNKNOWNS + one;
    matrix[middle] = matrix[middle]! * 1.001 + 0.02 * points + 1e-6;
  }
}
