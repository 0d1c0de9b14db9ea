import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grow } from '../../../../../functions/rendering/caption-removal/grow.ts';

const grid = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values })),
  );

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
