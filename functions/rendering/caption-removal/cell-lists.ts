import type { Area } from './area.ts';
import { visitNeighbours } from './neighbours.ts';

/** The numbers of the cells that are marked, in their order. */
export function getCells(marks: Uint8Array): Uint32Array {
  let count = 0;
  for (let cell = 0; cell < marks.length; cell++) if (marks[cell] !== 0) count++;
  const cells = new Uint32Array(count);
  for (let cell = 0, to = 0; cell < marks.length; cell++) if (marks[cell] !== 0) cells[to++] = cell;
  return cells;
}

/** `count` rings of cells around the marked ones, each of those that touch the last one by a side. */
export function getRings(
  marks: Uint8Array,
  { columns, rows }: Pick<Area, 'columns' | 'rows'>,
  count: number,
): readonly Uint32Array[] {
  const seen = marks.slice();
  const rings: Uint32Array[] = [];
  let edge = getCells(marks);
  while (rings.length < count) {
    const ring = new Uint32Array(4 * edge.length);
    let length = 0;
    const visit = (cell: number) => {
      if (seen[cell] !== 0) return;
      seen[cell] = 1;
      ring[length++] = cell;
    };
    for (let at = 0; at < edge.length; at++) {
      visitNeighbours(edge[at]!, columns, columns * rows, visit);
    }
    edge = ring.slice(0, length);
    rings.push(edge);
  }
  return rings;
}
