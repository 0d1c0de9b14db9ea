import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newResourceId } from '../../../../functions/resources/resource-store.ts';

/** Milliseconds since 1970, up to the year 2100. */
const moments = fc.integer({ min: 0, max: Date.UTC(2100) });

describe('the id of a thing that an owner keeps', () => {
  it('has the form of the others, and sorts by when it was made', () => {
    fc.assert(
      fc.property(moments, moments, (one, other) => {
        const [first, second] = [newResourceId(one), newResourceId(other)];
        expect(first).toMatch(/^[0-9a-f]{24}$/);
        if (one !== other) expect(first < second).toBe(one < other);
      }),
    );
  });

  it('is never the same twice', () => {
    const ids = Array.from({ length: 1000 }, () => newResourceId(0));
    expect(new Set(ids).size).toBe(1000);
  });
});
