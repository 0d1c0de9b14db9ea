import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grow, opening } from '../../../../../functions/rendering/caption-removal/morphology.ts';

const grid = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values })),
  );
const odd = fc.constantFrom(1, 3, 5, 7);

/** The lowest or greatest value of the square around each sample, by its definition. */
function extremes(
  { width, height, values }: { width: number; height: number; values: Uint8Array },
  side: number,
  pick: (...all: number[]) => number,
) {
  const reach = side >> 1;
  return values.map((_, at) => {
    const [column, row] = [at % width, Math.floor(at / width)];
    const square = [...values].filter((_, other) => {
      const right = Math.abs((other % width) - column);
      const down = Math.abs(Math.floor(other / width) - row);
      return right <= reach && down <= reach && other < width * height;
    });
    return pick(...square);
  });
}

describe('opening', () => {
  it('is the greatest of the lowest, as its definition says', () => {
    fc.assert(
      fc.property(grid, odd, (one, side) => {
        const lowest = extremes(one, side, Math.min);
        const expected = extremes({ ...one, values: lowest }, side, Math.max);
        expect([...opening(one, side)]).toEqual([...expected]);
      }),
    );
  });

  it('removes a narrow stroke and leaves a wide one', () => {
    const values = new Uint8Array(20 * 20).map((_, at) =>
      at % 20 === 3 || at % 20 > 9 ? 200 : 20,
    );
    const opened = opening({ width: 20, height: 20, values }, 5);
    expect(opened[10 * 20 + 3]).toBe(20);
    expect(opened[10 * 20 + 14]).toBe(200);
  });
});

describe('grow', () => {
  it('marks what is near, nothing that is far, and loses nothing', () => {
    fc.assert(
      fc.property(grid, fc.integer({ min: 0, max: 3 }), ({ width, height, values }, cells) => {
        const marks = values.map((value) => (value < 40 ? 1 : 0));
        const grown = grow({ width, height, values: marks }, cells);
        for (let at = 0; at < marks.length; at++) {
          const near = [...marks.keys()].filter((other) => marks[other] === 1);
          const distance = Math.min(
            Number.POSITIVE_INFINITY,
            ...near.map((other) =>
              Math.max(
                Math.abs((other % width) - (at % width)),
                Math.abs(Math.floor(other / width) - Math.floor(at / width)),
              ),
            ),
          );
          if (marks[at] === 1) expect(grown[at]).toBe(1);
          if (distance > cells) expect(grown[at]).toBe(0);
        }
      }),
    );
  });
});
