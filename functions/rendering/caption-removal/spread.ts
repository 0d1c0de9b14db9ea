/** Planes that share their weights: 0 where nothing is known, 1 where a value counts in full. */
export interface Sparse {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Float32Array[];
  readonly weights: Float32Array;
}

/**
 * Fills what is unknown from what is known around it, near things first: averages go up a pyramid, and come down where
 * nothing better is known (Gortler's push-pull). Known values stay. In place.
 */
export function fillSparse(sparse: Sparse): void {
  if (sparse.width <= 1 && sparse.height <= 1) return;
  const coarse = gatherUp(sparse);
  fillSparse(coarse);
  sparse.planes.forEach((plane, index) => {
    const from = coarse.planes[index];
    if (from) fillDown(sparse, plane, coarse, from);
  });
}

function gatherUp({ width, height, planes, weights }: Sparse): Sparse {
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  const coarse: Sparse = {
    width: columns,
    height: rows,
    planes: planes.map(() => new Float32Array(columns * rows)),
    weights: new Float32Array(columns * rows),
  };
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const weight = weights[at]!;
      if (weight === 0) continue;
      const to = (row >> 1) * columns + (column >> 1);
      coarse.weights[to] = coarse.weights[to]! + weight;
      planes.forEach((plane, index) => {
        const sums = coarse.planes[index] as Float32Array;
        sums[to] = sums[to]! + weight * plane[at]!;
      });
    }
  }
  for (let to = 0; to < coarse.weights.length; to++) {
    const weight = coarse.weights[to]!;
    if (weight === 0) continue;
    for (const sums of coarse.planes) sums[to] = sums[to]! / weight;
    coarse.weights[to] = Math.min(1, weight);
  }
  return coarse;
}

function fillDown(fine: Sparse, plane: Float32Array, coarse: Sparse, from: Float32Array): void {
  const { width, height, weights } = fine;
  for (let row = 0, at = 0; row < height; row++) {
    const near = row >> 1;
    const far = neighbour(row, coarse.height);
    for (let column = 0; column < width; column++, at++) {
      const weight = weights[at]!;
      if (weight >= 1) continue;
      const left = column >> 1;
      const right = neighbour(column, coarse.width);
      const upper = 3 * from[near * coarse.width + left]! + from[near * coarse.width + right]!;
      const lower = 3 * from[far * coarse.width + left]! + from[far * coarse.width + right]!;
      plane[at] = weight * plane[at]! + (1 - weight) * ((3 * upper + lower) / 16);
    }
  }
}

/** The coarse sample on the other side of a fine one, for the quarter that bilinear interpolation takes of it. */
function neighbour(at: number, length: number): number {
  const other = (at >> 1) + (at % 2 === 0 ? -1 : 1);
  return Math.min(length - 1, Math.max(0, other));
}
