/** Visits the cells that touch one by a side, of `count` in rows of `columns`. */
export function visitNeighbours(
  cell: number,
  columns: number,
  count: number,
  visit: (neighbour: number) => void,
): void {
  const column = cell % columns;
  if (column > 0) visit(cell - 1);
  if (column + 1 < columns) visit(cell + 1);
  if (cell >= columns) visit(cell - columns);
  if (cell + columns < count) visit(cell + columns);
}
