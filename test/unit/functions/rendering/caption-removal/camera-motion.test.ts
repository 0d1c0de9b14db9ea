import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Affine,
  chain,
  identity,
  invert,
} from '../../../../../functions/rendering/caption-removal/affine.ts';
import { estimateMotion } from '../../../../../functions/rendering/caption-removal/camera-motion.ts';
import { buildPyramid } from '../../../../../functions/rendering/caption-removal/pyramid.ts';

const SIZE = { width: 160, height: 60 };

/** A landscape of soft hills, seen through a map from the picture's points to the landscape's. */
function view(map: Affine, hidden = new Uint8Array(SIZE.width * SIZE.height)) {
  const luma = new Uint8Array(hidden.length).map((_, at) => {
    const [column, row] = [at % SIZE.width, Math.floor(at / SIZE.width)];
    const x = map.xx * column + map.xy * row + map.x0;
    const y = map.yx * column + map.yy * row + map.y0;
    const hills = Math.sin(x / 5) + Math.sin(y / 4 + x / 9) + Math.cos((x - y) / 13);
    return 120 + 30 * hills;
  });
  return buildPyramid({ ...SIZE, luma, hidden });
}

function shift(x0: number, y0: number): Affine {
  return { ...identity, x0, y0 };
}

describe('estimateMotion', () => {
  it('finds how far the camera went, to a tenth of a cell', () => {
    const step = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(step, step, (x0, y0) => {
        const { map } = estimateMotion(view(identity), view(shift(x0, y0)));
        expect(map.xx * 80 + map.xy * 30 + map.x0).toBeCloseTo(80 + x0, 0.8);
        expect(map.yx * 80 + map.yy * 30 + map.y0).toBeCloseTo(30 + y0, 0.8);
      }),
      { numRuns: 25 },
    );
  });

  it('finds that it zooms', () => {
    const zoom = { ...identity, xx: 0.98, yy: 0.98, x0: 1.6, y0: 0.6 };
    const { map, residual } = estimateMotion(view(identity), view(zoom));
    expect(map.xx).toBeCloseTo(0.98, 2);
    expect(map.yy).toBeCloseTo(0.98, 2);
    expect(residual).toBeLessThan(2);
  });

  it('says of a camera that stands still that it does', () => {
    expect(estimateMotion(view(identity), view(identity)).map).toEqual(identity);
  });

  it('is not misled by what is hidden', () => {
    const hidden = new Uint8Array(SIZE.width * SIZE.height).fill(
      1,
      20 * SIZE.width,
      40 * SIZE.width,
    );
    const withCaption = (map: Affine) => {
      const [finest] = view(map);
      if (!finest) throw new Error('no picture');
      const luma = finest.luma.map((value, at) =>
        hidden[at] === 1 ? ((at * 7) % 3) * 100 : value,
      );
      return buildPyramid({ ...SIZE, luma, hidden });
    };
    const { map } = estimateMotion(withCaption(identity), withCaption(shift(2, -1)));
    expect(map.x0 + (map.xx - 1) * 80 + map.xy * 30).toBeCloseTo(2, 0.8);
  });

  it('leaves a large difference after a cut', () => {
    const cut = view({ ...identity, xx: -3, yy: 5, x0: 900, y0: 70 });
    expect(estimateMotion(view(identity), cut).residual).toBeGreaterThan(22);
  });
});

describe('affine maps', () => {
  it('are undone by their inverse', () => {
    const number = fc.double({ min: -0.3, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, (xx, xy, yx, yy) => {
        const map = { xx: 1 + xx, xy, x0: 7, yx, yy: 1 + yy, y0: -3 };
        const back = chain(map, invert(map));
        expect(back.xx).toBeCloseTo(1, 9);
        expect(back.y0).toBeCloseTo(0, 9);
        expect(back.xy).toBeCloseTo(0, 9);
      }),
    );
  });
});
