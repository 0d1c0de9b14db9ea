import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOpening } from '../../../../../functions/rendering/caption-removal/opening.ts';

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

describe('createOpening', () => {
  it('is the greatest of the lowest, as its definition says', () => {
    fc.assert(
      fc.property(grid, odd, (one, side) => {
        const lowest = extremes(one, side, Math.min);
        const expected = extremes({ ...one, values: lowest }, side, Math.max);
        const open = createOpening(one, side);
        // Nothing is left over from what was opened before.
        open(one.values.map((value) => 255 - value));
        expect([...open(one.values)]).toEqual([...expected]);
      }),
    );
  });

  it('removes a narrow stroke and leaves a wide one', () => {
    const values = new Uint8Array(20 * 20).map((_, at) =>
      at % 20 === 3 || at % 20 > 9 ? 200 : 20,
    );
    const opened = createOpening({ width: 20, height: 20 }, 5)(values);
    expect(opened[10 * 20 + 3]).toBe(20);
    expect(opened[10 * 20 + 14]).toBe(200);
  });
});
