const ROUNDS = 12;
/** Over-relaxation: a membrane settles some ten times faster than with 1. */
const EAGERNESS = 1.7;

/** Lets the samples at `open` settle into a membrane that is held by all others (Laplace's equation). In place. */
export function relax(
  plane: Float32Array,
  width: number,
  height: number,
  open: readonly number[],
): void {
  for (let round = 0; round < ROUNDS; round++) {
    for (const at of open) {
      const column = at % width;
      const left = column > 0 ? at - 1 : at + 1;
      const right = column + 1 < width ? at + 1 : at - 1;
      const up = at >= width ? at - width : at + width;
      const down = at < width * (height - 1) ? at + width : at - width;
      const mean = (plane[left]! + plane[right]! + plane[up]! + plane[down]!) / 4;
      plane[at] = plane[at]! + EAGERNESS * (mean - plane[at]!);
    }
  }
}
