import type { Film } from '../photo/render-frames.ts';
import { createFrameWarp, frameBytes } from '../photo/warp-frame.ts';
import { aimGrid, createWarpGrid, type WarpGrid } from '../photo/warp-grid.ts';
import { createFaceLook, type Expression, type FaceLook } from './face-motion.ts';
import type { Mouth } from './mouth.ts';
import { createMouthPainter, type PatchPlace } from './mouth-patch.ts';

export interface TalkingFilm {
  readonly film: Film;
  readonly mouth: Mouth;
  /** The face's expression in a frame. */
  expressionAt(frame: number): Expression;
}

/** The lips are drawn apart within so much of the mouth: half widths across, chin distances up and down. */
const PATCH_U = 1.1;
const PATCH_V = 0.06;

/**
 * The frames, planar YUV 4:2:0, BT.709 limited range: what the film's camera sees while the face speaks. Each is drawn
 * into the same array.
 */
export function* talkingFrames({ film, mouth, expressionAt }: TalkingFilm): Generator<Uint8Array> {
  const [scene] = film.scenes;
  if (!scene) throw new Error('a film needs a scene');
  const seen = createWarpGrid(film.frame);
  const grid = createWarpGrid(film.frame);
  const warp = createFrameWarp(film.frame);
  const paintMouth = createMouthPainter(scene.planes, mouth, film.frame);
  const output = new Uint8Array(frameBytes(film.frame));
  for (let frame = 0; frame < film.frames; frame++) {
    const time = film.frames > 1 ? frame / (film.frames - 1) : 0;
    aimGrid(seen, scene, film.path(time), film.overscan);
    const look = createFaceLook(mouth, scene.planes, expressionAt(frame));
    const place = aimAtFace(grid, seen, look);
    warp(scene.planes, grid, output);
    if (place) paintMouth(place, seen, look, output);
    yield output;
  }
}

/** Aims the grid at the moved face; answers where the lips part. */
function aimAtFace(grid: WarpGrid, seen: WarpGrid, look: FaceLook): PatchPlace | undefined {
  grid.x.set(seen.x);
  grid.y.set(seen.y);
  let [left, right, top, bottom] = [grid.columns, -1, grid.rows, -1];
  for (let row = 0, node = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, node++) {
      const x = seen.x[node]!;
      const y = seen.y[node]!;
      if (!look.reaches(x, y)) continue;
      look.lower(x, y);
      const below = look.v;
      if (below < 0 && Math.abs(look.u) < PATCH_U) look.upper(x, y);
      grid.x[node] = look.x;
      grid.y[node] = look.y;
      if (Math.abs(look.u) > PATCH_U || below > PATCH_V || look.v < -PATCH_V) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  return getPlace(grid, { left: left - 1, right: right + 1, top: top - 1, bottom: bottom + 1 });
}

function getPlace(
  { columns, rows }: WarpGrid,
  bounds: { left: number; right: number; top: number; bottom: number },
): PatchPlace | undefined {
  const column = Math.max(0, bounds.left);
  const row = Math.max(0, bounds.top);
  const place = {
    column,
    row,
    columns: Math.min(columns - 1, bounds.right) - column,
    rows: Math.min(rows - 1, bounds.bottom) - row,
  };
  return place.columns > 0 && place.rows > 0 ? place : undefined;
}
