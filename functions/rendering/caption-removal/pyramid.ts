import { blockedSquares } from './blocked-squares.ts';

/** A picture to align by: mean luma of each cell, and the cells that tell nothing of the background. */
export interface MaskedLuma {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
  readonly hidden: Uint8Array;
}

export interface PyramidLevel extends MaskedLuma {
  /** Of `blockedSquares`, for the hidden cells. */
  readonly blocked: Uint8Array;
}

const SMALLEST_SIDE = 12;
const LEVELS = 4;

/** Each coarser by half, the finest first. */
export function buildPyramid(finest: MaskedLuma): readonly PyramidLevel[] {
  const levels: PyramidLevel[] = [];
  for (let picture = finest; ; picture = halve(picture)) {
    levels.push({ ...picture, blocked: blockedSquares(picture.hidden, picture.width) });
    const isSmall = picture.width < 2 * SMALLEST_SIDE || picture.height < 2 * SMALLEST_SIDE;
    if (levels.length === LEVELS || isSmall) return levels;
  }
}

function halve(picture: MaskedLuma): MaskedLuma {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const luma = new Uint8Array(width * height);
  const hidden = new Uint8Array(width * height);
  for (let row = 0, to = 0; row < height; row++) {
    let at = 2 * row * picture.width;
    for (let column = 0; column < width; column++, to++, at += 2) {
      const below = at + picture.width;
      const upper = picture.luma[at]! + picture.luma[at + 1]!;
      const lower = picture.luma[below]! + picture.luma[below + 1]!;
      luma[to] = (upper + lower + 2) >> 2;
      const above = picture.hidden[at]! | picture.hidden[at + 1]!;
      hidden[to] = above | picture.hidden[below]! | picture.hidden[below + 1]!;
    }
  }
  return { width, height, luma, hidden };
}
