/** Maps a point, in cells: x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const identity: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** `first`, then `second`. */
export function chain(first: Affine, second: Affine): Affine {
  return {
    xx: second.xx * first.xx + second.xy * first.yx,
    xy: second.xx * first.xy + second.xy * first.yy,
    x0: second.xx * first.x0 + second.xy * first.y0 + second.x0,
    yx: second.yx * first.xx + second.yy * first.yx,
    yy: second.yx * first.xy + second.yy * first.yy,
    y0: second.yx * first.x0 + second.yy * first.y0 + second.y0,
  };
}

/** @throws RangeError for a map that can't be undone. */
export function invert({ xx, xy, x0, yx, yy, y0 }: Affine): Affine {
  const determinant = xx * yy - xy * yx;
  if (Math.abs(determinant) < 1e-9) throw new RangeError('the map is flat');
  const inverse = {
    xx: yy / determinant,
    xy: -xy / determinant,
    yx: -yx / determinant,
    yy: xx / determinant,
  };
  return {
    ...inverse,
    x0: -(inverse.xx * x0 + inverse.xy * y0),
    y0: -(inverse.yx * x0 + inverse.yy * y0),
  };
}
