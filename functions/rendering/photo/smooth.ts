/** One value a pixel, row by row. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** The mean over a square of `2 * radius + 1` pixels; beyond the edge the edge pixel counts. */
export function boxBlur(field: Field, radius: number): Field {
  const { width, height, values } = field;
  const rows = blurLines(
    values,
    { lines: height, length: width, lineStep: width, step: 1 },
    radius,
  );
  const both = blurLines(rows, { lines: width, length: height, lineStep: 1, step: width }, radius);
  return { width, height, values: both };
}

/** Three box blurs: near enough to a Gaussian that no edge of the box is seen. */
export function softBlur(field: Field, radius: number): Field {
  return boxBlur(boxBlur(boxBlur(field, radius), radius), radius);
}

/** Each pixel becomes the greatest value in a square of `2 * radius + 1` pixels around it. */
export function spreadField({ width, height, values }: Field, radius: number): Field {
  const greatest = (source: Float32Array, length: number, step: number) =>
    source.map((_, pixel) => {
      const index = Math.floor(pixel / step) % length;
      let most = 0;
      for (
        let other = Math.max(0, index - radius);
        other <= Math.min(length - 1, index + radius);
        other++
      ) {
        most = Math.max(most, source[pixel + (other - index) * step]!);
      }
      return most;
    });
  return { width, height, values: greatest(greatest(values, width, 1), height, width) };
}

/**
 * Smooths `field` but keeps the edges that `guide` has: He, Sun, Tang, "Guided Image Filtering" (ECCV 2010), equations
 * 5 to 8. `epsilon` is the variance below which the guide counts as flat.
 */
export function guidedFilter(guide: Field, field: Field, radius: number, epsilon: number): Field {
  const product = combine(guide, field, (a, b) => a * b);
  const square = combine(guide, guide, (a, b) => a * b);
  const meanGuide = boxBlur(guide, radius);
  const meanField = boxBlur(field, radius);
  const covariance = combine(boxBlur(product, radius), combine(meanGuide, meanField, times), minus);
  const variance = combine(boxBlur(square, radius), combine(meanGuide, meanGuide, times), minus);
  const slope = combine(covariance, variance, (a, b) => a / (b + epsilon));
  const offset = combine(meanField, combine(slope, meanGuide, times), minus);
  return combine(
    combine(boxBlur(slope, radius), guide, times),
    boxBlur(offset, radius),
    (a, b) => a + b,
  );
}

/** A new field of `merge(a, b)` for each pixel. */
export function combine(
  first: Field,
  second: Field,
  merge: (a: number, b: number) => number,
): Field {
  const values = first.values.map((value, pixel) => merge(value, second.values[pixel]!));
  return { width: first.width, height: first.height, values };
}

function times(a: number, b: number): number {
  return a * b;
}

function minus(a: number, b: number): number {
  return a - b;
}

interface Lines {
  readonly lines: number;
  readonly length: number;
  readonly lineStep: number;
  readonly step: number;
}

function blurLines(values: Float32Array, lines: Lines, radius: number): Float32Array {
  const { length, step } = lines;
  const result = new Float32Array(values.length);
  for (let line = 0; line < lines.lines; line++) {
    const start = line * lines.lineStep;
    const at = (index: number) => values[start + Math.min(length - 1, Math.max(0, index)) * step]!;
    let sum = 0;
    for (let index = -radius; index <= radius; index++) sum += at(index);
    for (let index = 0; index < length; index++) {
      result[start + index * step] = sum / (2 * radius + 1);
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return result;
}
