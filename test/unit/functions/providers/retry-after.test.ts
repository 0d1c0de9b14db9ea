import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from '../../../../functions/providers/retry-after.ts';

const NINE = Date.parse('2026-11-23T09:00:00.000Z');

describe('a Retry-After header', () => {
  it('may be a number of seconds or a date', () => {
    expect(retryAfterSeconds('30', NINE)).toBe(30);
    expect(retryAfterSeconds('Mon, 23 Nov 2026 09:01:30 GMT', NINE)).toBe(90);
  });

  it('is nothing when it is missing or can’t be read', () => {
    for (const header of [null, '', 'soon', 'in 5 s']) {
      expect(retryAfterSeconds(header, NINE)).toBeUndefined();
    }
  });

  it('never asks for less than nothing or for more than an hour', () => {
    expect(retryAfterSeconds('Mon, 23 Nov 2026 08:00:00 GMT', NINE)).toBe(0);
    fc.assert(
      fc.property(fc.oneof(fc.nat().map(String), fc.string()), (header) => {
        const seconds = retryAfterSeconds(header, NINE) ?? 0;
        expect(seconds >= 0 && seconds <= 3600).toBe(true);
      }),
    );
  });
});
