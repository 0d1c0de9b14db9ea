/** 1 for the cells that are marked themselves, or of which the one beside, below or between these is; marks are 1. */
export function blockedSquares(marks: Uint8Array, columns: number): Uint8Array {
  const blocked = new Uint8Array(marks.length);
  const last = marks.length - columns - 1;
  for (let cell = 0; cell < last; cell++) {
    const below = cell + columns;
    blocked[cell] = marks[cell]! | marks[cell + 1]! | marks[below]! | marks[below + 1]!;
  }
  return blocked;
}
