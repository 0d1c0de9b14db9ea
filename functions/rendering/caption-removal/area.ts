import type { FrameWindow } from '../codecs/wanted-frames.ts';
import type { Size } from '../size.ts';

/**
 * A part of a frame in cells: a cell is 2x2 luma samples and the one blue and red sample that belong to them, the
 * smallest thing of planar YUV 4:2:0.
 */
export interface Area {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** In fractions of the frame, from its upper left corner: 0 to 1. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cells of a whole frame; both sides of it are even. */
export function frameArea(frame: Size): Area {
  return { column: 0, row: 0, columns: frame.width >> 1, rows: frame.height >> 1 };
}

/** The pixels of an area. */
export function getWindow({ column, row, columns, rows }: Area): FrameWindow {
  return { left: 2 * column, top: 2 * row, width: 2 * columns, height: 2 * rows };
}

/** The cells that a region touches. */
export function createArea(region: Region, frame: Size): Area {
  const whole = frameArea(frame);
  const column = Math.floor(region.x * whole.columns);
  const row = Math.floor(region.y * whole.rows);
  const right = Math.ceil((region.x + region.width) * whole.columns);
  const bottom = Math.ceil((region.y + region.height) * whole.rows);
  return clip({ column, row, columns: right - column, rows: bottom - row }, whole);
}

/** Wider by `cells` on each side, but within `whole`. */
export function widen(area: Area, cells: number, whole: Area): Area {
  return clip(
    {
      column: area.column - cells,
      row: area.row - cells,
      columns: area.columns + 2 * cells,
      rows: area.rows + 2 * cells,
    },
    whole,
  );
}

/** The smallest area that holds all of some. */
export function joinAreas(areas: readonly Area[]): Area {
  const column = Math.min(...areas.map((area) => area.column));
  const row = Math.min(...areas.map((area) => area.row));
  const right = Math.max(...areas.map((area) => area.column + area.columns));
  const bottom = Math.max(...areas.map((area) => area.row + area.rows));
  return { column, row, columns: right - column, rows: bottom - row };
}

/** The part of an area that lies within another, at least one cell of it. */
export function clip(area: Area, whole: Area): Area {
  const column = Math.min(Math.max(area.column, whole.column), whole.column + whole.columns - 1);
  const row = Math.min(Math.max(area.row, whole.row), whole.row + whole.rows - 1);
  const right = Math.min(area.column + area.columns, whole.column + whole.columns);
  const bottom = Math.min(area.row + area.rows, whole.row + whole.rows);
  return {
    column,
    row,
    columns: Math.max(1, right - column),
    rows: Math.max(1, bottom - row),
  };
}
