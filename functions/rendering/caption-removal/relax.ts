const ROUNDS = 12;
/** Over-relaxation: a membrane settles some ten times faster than with 1. */
const EAGERNESS = 1.7;

/** Lets the samples at `open` settle into a membrane that is held by all others (Laplace's equation). In place. */
export function relax(plane: Float32Array, width: number, height: number, open: Uint32Array): void {
  const beside = findNeighbours(width, height, open);
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = 0, next = 0; index < open.length; index++, next += 4) {
      const across = plane[beside[next]!]! + plane[beside[next + 1]!]!;
      const down = plane[beside[next + 2]!]! + plane[beside[next + 3]!]!;
      const at = open[index]!;
      plane[at] = plane[at]! + EAGERNESS * ((across + down) / 4 - plane[at]!);
    }
  }
}

/** Four for each: left, right, above, below; beyond the edge the one on the other side. */
function findNeighbours(width: number, height: number, open: Uint32Array): Uint32Array {
  const beside = new Uint32Array(4 * open.length);
  const lastRow = width * (height - 1);
  for (let index = 0, next = 0; index < open.length; index++, next += 4) {
    const at = open[index]!;
    const column = at % width;
    beside[next] = column > 0 ? at - 1 : at + 1;
    beside[next + 1] = column + 1 < width ? at + 1 : at - 1;
    beside[next + 2] = at >= width ? at - width : at + width;
    beside[next + 3] = at < lastRow ? at + width : at - width;
  }
  return beside;
}
