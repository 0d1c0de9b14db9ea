import type { Area } from './area.ts';
import { type Grid, grow } from './grow.ts';
import { visitNeighbours } from './neighbours.ts';

/** Marks that are near to each other: a word, a line, a caption. */
export interface Group extends Area {
  /** How many cells are marked. */
  readonly count: number;
}

/** Groups of marks of which none is further than twice `reach` cells from the next. */
export function findGroups(grid: Grid, reach: number): { groups: Group[]; labels: Int32Array } {
  const wide = grow(grid, reach);
  const labels = new Int32Array(wide.length).fill(-1);
  const groups: Group[] = [];
  for (let cell = 0; cell < wide.length; cell++) {
    if (wide[cell] === 0 || labels[cell] !== -1) continue;
    const members = flood(wide, labels, grid.width, cell, groups.length);
    groups.push(measure(grid, members));
  }
  return { groups, labels };
}

/** Labels all that hangs together, by the four sides of a cell. */
function flood(
  marks: Uint8Array,
  labels: Int32Array,
  width: number,
  start: number,
  label: number,
): number[] {
  const members = [start];
  labels[start] = label;
  const visit = (cell: number) => {
    if (marks[cell] !== 1 || labels[cell] !== -1) return;
    labels[cell] = label;
    members.push(cell);
  };
  for (let next = 0; next < members.length; next++) {
    visitNeighbours(members[next]!, width, marks.length, visit);
  }
  return members;
}

/** The box around the marked cells among the members; an empty one where none is marked. */
function measure({ width, values }: Grid, members: readonly number[]): Group {
  let [left, top, right, bottom, count] = [width, values.length, -1, -1, 0];
  for (const cell of members) {
    if (values[cell] === 0) continue;
    const column = cell % width;
    const row = (cell - column) / width;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    count++;
  }
  return { column: left, row: top, columns: right - left + 1, rows: bottom - top + 1, count };
}
