import type { Size } from '../output-size.ts';
import type { Area } from './area.ts';
import { keepCaptions } from './keep-captions.ts';
import { MarkFilm } from './mark-film.ts';
import { cutPatch } from './patch.ts';
import { findStrokes, type Strokes, strokeSide } from './strokes.ts';

/** What is seen of an area over the whole clip. */
export interface Watched {
  readonly area: Area;
  /** The strokes that stand still for long enough to be read. */
  readonly marks: MarkFilm;
  /** How much the background changed from the frame before, a plane of tiles for each frame. */
  readonly stir: readonly Uint8Array[];
}

/** Side of a tile of `stir`, in cells. */
export const TILE = 16;
/** Steps of `stir` to one of luma. */
export const STIR_STEPS = 8;

/** Text that stands for less can't be read, in seconds. */
const SHORTEST_CAPTION = 0.3;
const FEWEST_FRAMES = 4;
/** A stroke whose luma changes more from frame to frame is another stroke: the background's. */
const STEADY = 24;

/** Looks at each frame of a clip once, and gathers strokes. `rate`: frames a second. */
export async function watchStrokes(
  frames: AsyncIterable<Uint8Array>,
  { frame, area, rate }: { readonly frame: Size; readonly area: Area; readonly rate: number },
): Promise<Watched> {
  const side = strokeSide(Math.min(frame.width, frame.height));
  const marks = new MarkFilm(area.columns * area.rows);
  const weaker = new MarkFilm(area.columns * area.rows);
  const stir: Uint8Array[] = [];
  let before: Strokes | undefined;
  for await (const picture of frames) {
    const strokes = findStrokes(cutPatch(picture, frame, area), side);
    marks.push(before ? steadyOnes(strokes, before) : strokes.strong);
    weaker.push(strokes.weak);
    stir.push(stirOf(strokes, before ?? strokes, area));
    before = strokes;
  }
  marks.keepLasting(Math.max(FEWEST_FRAMES, Math.round(rate * SHORTEST_CAPTION)));
  marks.reachInto(weaker);
  keepCaptions(marks, side * side);
  return { area, marks, stir };
}

function steadyOnes(now: Strokes, before: Strokes): Uint8Array {
  return now.strong.map((mark, cell) => {
    if (mark === 0 || before.strong[cell] === 0) return mark;
    return Math.abs((now.luma[cell] as number) - (before.luma[cell] as number)) <= STEADY ? 1 : 0;
  });
}

/** Mean change of luma in each tile, where there is no stroke in either frame. */
function stirOf(now: Strokes, before: Strokes, { columns, rows }: Area): Uint8Array {
  const across = Math.ceil(columns / TILE);
  const tiles = across * Math.ceil(rows / TILE);
  const sums = new Uint32Array(tiles);
  const counts = new Uint32Array(tiles);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      if (now.weak[cell] !== 0 || before.weak[cell] !== 0) continue;
      const tile = Math.floor(row / TILE) * across + Math.floor(column / TILE);
      const change = Math.abs((now.luma[cell] as number) - (before.luma[cell] as number));
      sums[tile] = (sums[tile] as number) + change;
      counts[tile] = (counts[tile] as number) + 1;
    }
  }
  return Uint8Array.from(sums, (sum, tile) =>
    Math.min(255, Math.round((STIR_STEPS * sum) / Math.max(1, counts[tile] as number))),
  );
}
