/**
 * Solves a small system of linear equations (Gauss, with the greatest pivot of the column). `matrix` is given row by row
 * and is used up, as `vector` is. Nothing where there is no single solution.
 */
export function solveLinear(matrix: Float64Array, vector: Float64Array): number[] | undefined {
  const size = vector.length;
  const at = (row: number, column: number) => matrix[row * size + column]!;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) {
      if (Math.abs(at(row, pivot)) > Math.abs(at(best, pivot))) best = row;
    }
    if (Math.abs(at(best, pivot)) < 1e-12) return undefined;
    swapRows(matrix, vector, pivot, best);
    for (let row = pivot + 1; row < size; row++) {
      const factor = at(row, pivot) / at(pivot, pivot);
      for (let column = pivot; column < size; column++) {
        matrix[row * size + column] = at(row, column) - factor * at(pivot, column);
      }
      vector[row] = vector[row]! - factor * vector[pivot]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = vector[row]!;
    for (let column = row + 1; column < size; column++) {
      rest -= at(row, column) * solution[column]!;
    }
    solution[row] = rest / at(row, row);
  }
  return solution;
}

function swapRows(matrix: Float64Array, vector: Float64Array, one: number, other: number): void {
  if (one === other) return;
  const size = vector.length;
  const row = matrix.slice(one * size, (one + 1) * size);
  matrix.copyWithin(one * size, other * size, (other + 1) * size);
  matrix.set(row, other * size);
  const value = vector[one]!;
  vector[one] = vector[other]!;
  vector[other] = value;
}
