import type { Size } from '../size.ts';
import { type Area, joinAreas } from './area.ts';
import { findGroups, type Group } from './groups.ts';
import type { Grid } from './grow.ts';
import { tilesWithin } from './tiles.ts';
import { MOTION_STEPS, type Watched } from './watch-strokes.ts';

/** So often captions are looked for, in seconds. */
const LOOK_EVERY = 0.25;
/** Sampled frames in which a caption has to be at about the same position. */
const FEWEST_LOOKS = 2;

/** What a caption's letters together look like; lengths in parts of the frame's shorter side. */
const TEXT = {
  lowest: 1 / 50,
  highest: 1 / 3,
  narrowest: 1 / 12,
  thinnest: 0.1,
  densest: 0.8,
  strokesAcross: 4,
} as const;
/** Between words and lines, in cells for each line of the frame. */
const GAP = 1 / 180;
const FAIR_PART = 0.2;
/** Between two words, in parts of their height. */
const WIDEST_SPACE = 1.5;
/** Captions stand in the lower half or the upper third, about the middle of the width. */
const UPPER_THIRD = 0.33;
const LOWER_HALF = 0.5;
const OFF_CENTRE = 0.15;
/** Mean change of the background's luma from sample to sample that proves that it moves, in steps. */
const MOVING = 1;
/** What stands still over a moving background for longer than this is a logo, in seconds. */
const LONGEST_CAPTION = 12;

/**
 * Where captions stand in a clip whose frames were watched as a whole: boxes, in cells. Nothing is better than something
 * else: what doesn't look like lines of text about the middle, doesn't come or go, or stands still together with its
 * background, is no caption.
 */
export function findCaptions(
  watched: Watched,
  frame: Size,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Area[] {
  if (!watched.hasSteps && seconds > LONGEST_CAPTION) return [];
  const step = Math.max(1, Math.round((rate / watched.every) * LOOK_EVERY));
  const places: { box: Area; looks: number }[] = [];
  for (let look = 0; look < watched.marks.length; look += step) {
    for (const group of captionsIn(watched, look, frame)) {
      const place = places.find(({ box }) => overlap(box, group));
      if (place) {
        place.box = joinAreas([place.box, group]);
        place.looks++;
      } else {
        places.push({ box: group, looks: 1 });
      }
    }
  }
  return places.filter(({ looks }) => looks >= FEWEST_LOOKS).map(({ box }) => box);
}

function captionsIn(watched: Watched, look: number, frame: Size): Group[] {
  const { area, marks } = watched;
  const shorter = Math.min(frame.width, frame.height);
  const grid = { width: area.columns, height: area.rows, values: marks.marks(look) };
  const bright = watched.bright.marks(look).map((mark, cell) => mark & grid.values[cell]!);
  const { groups } = findGroups(grid, Math.max(2, Math.round(shorter * GAP)));
  const words = groups
    .map((group) => trim(group, { ...grid, values: bright }))
    .filter(({ rows, count }) => count > 0 && rows >= (TEXT.lowest * shorter) / 4);
  return createLines(words).filter(
    (line) =>
      hasSizeOfText(line, shorter / 2) &&
      standsWhereCaptionsDo(line, area) &&
      strokesAcross(line, { ...grid, values: bright }) >= TEXT.strokesAcross &&
      (watched.hasSteps || motionAround(watched, look, line) >= MOVING),
  );
}

/** Joins words that stand beside each other. */
function createLines(words: readonly Group[]): Group[] {
  const lines: Group[] = [];
  for (const word of words.toSorted((one, other) => one.column - other.column)) {
    const at = lines.findIndex((line) => isNextTo(line, word));
    const line = lines[at];
    if (line) lines[at] = { ...joinAreas([line, word]), count: line.count + word.count };
    else lines.push(word);
  }
  return lines;
}

function isNextTo(line: Group, word: Group): boolean {
  const gap = word.column - line.column - line.columns;
  return gap <= WIDEST_SPACE * Math.max(line.rows, word.rows) && sharedRows(line, word) >= 0.5;
}

/** Cuts off the rows and columns at the edges that have few marks: they are something that hangs on. */
function trim(group: Group, grid: Grid): Group {
  const inRows = new Array<number>(group.rows).fill(0);
  const inColumns = new Array<number>(group.columns).fill(0);
  for (let row = 0; row < group.rows; row++) {
    for (let column = 0; column < group.columns; column++) {
      const mark = grid.values[(group.row + row) * grid.width + group.column + column]!;
      inRows[row] = inRows[row]! + mark;
      inColumns[column] = inColumns[column]! + mark;
    }
  }
  const [top, bottom] = span(inRows);
  const [left, right] = span(inColumns);
  return {
    column: group.column + left,
    row: group.row + top,
    columns: right - left + 1,
    rows: bottom - top + 1,
    count: inRows.slice(top, bottom + 1).reduce((sum, count) => sum + count, 0),
  };
}

/** The first and the last that have a fair part of the most. */
function span(counts: readonly number[]): readonly [first: number, last: number] {
  const least = FAIR_PART * Math.max(...counts);
  return [
    counts.findIndex((count) => count >= least),
    counts.findLastIndex((count) => count >= least),
  ];
}

function hasSizeOfText({ columns, rows, count }: Group, shorter: number): boolean {
  const density = count / (columns * rows);
  return (
    rows >= TEXT.lowest * shorter &&
    rows <= TEXT.highest * shorter &&
    columns >= Math.max(rows, TEXT.narrowest * shorter) &&
    density >= TEXT.thinnest &&
    density <= TEXT.densest
  );
}

function standsWhereCaptionsDo({ column, row, columns, rows }: Group, area: Area): boolean {
  const middle = (row + rows / 2) / area.rows;
  const centre = (column + columns / 2) / area.columns;
  const isLow = middle >= LOWER_HALF || middle <= UPPER_THIRD;
  return isLow && Math.abs(centre - 0.5) <= OFF_CENTRE;
}

/** How often marks begin in a row of the group, in the mean. */
function strokesAcross(group: Group, { width, values }: Grid): number {
  let beginnings = 0;
  for (let row = group.row; row < group.row + group.rows; row++) {
    for (let at = row * width + group.column, end = at + group.columns; at < end; at++) {
      if (values[at] === 1 && (at % width === 0 || values[at - 1] === 0)) beginnings++;
    }
  }
  return beginnings / group.rows;
}

/** Mean change of the background's luma in the tiles that a group touches, in steps. */
function motionAround({ motion, tiling }: Watched, look: number, group: Group): number {
  const tiles = tilesWithin(tiling, group);
  const sum = tiles.reduce((total, tile) => total + (motion[look]?.[tile] ?? 0), 0);
  return sum / Math.max(1, tiles.length) / MOTION_STEPS;
}

/** At the same height, and one beside or over the other. */
function overlap(one: Area, other: Area): boolean {
  const across =
    Math.min(one.column + one.columns, other.column + other.columns) -
    Math.max(one.column, other.column);
  return across > 0 && sharedRows(one, other) > 0.3;
}

/** The rows that two have in common, in parts of the lower one's; below zero where they are apart. */
function sharedRows(one: Area, other: Area): number {
  const bottom = Math.min(one.row + one.rows, other.row + other.rows);
  return (bottom - Math.max(one.row, other.row)) / Math.min(one.rows, other.rows);
}
