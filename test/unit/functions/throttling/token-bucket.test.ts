import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fullBucket,
  refilled,
  secondsUntilTokens,
} from '../../../../functions/throttling/token-bucket.ts';

/** Takes a token at each of these moments where there is one; answers when it got one, in milliseconds. */
function takeAt(moments: readonly number[], perMinute: number): number[] {
  let bucket = { tokens: fullBucket(perMinute), refilledAt: 0 };
  return moments.filter((now) => {
    const tokens = refilled(bucket, perMinute, now);
    const isTaken = tokens >= 1;
    bucket = { tokens: isTaken ? tokens - 1 : tokens, refilledAt: now };
    return isTaken;
  });
}

const perMinute = fc.integer({ min: 1, max: 600 });

describe('the token bucket', () => {
  it('lets no 60 seconds see more starts than a minute may have', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 300 });
    fc.assert(
      fc.property(perMinute, pauses, (limit, waits) => {
        let now = 0;
        const moments = waits.map((wait) => {
          now += wait;
          return now;
        });
        const starts = takeAt(moments, limit);
        for (const start of starts) {
          const inMinute = starts.filter((other) => other >= start && other < start + 60_000);
          expect(inMinute.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('has a token after the time that it told', () => {
    fc.assert(
      fc.property(perMinute, fc.double({ min: 0, max: 1, noNaN: true }), (limit, part) => {
        const tokens = part * fullBucket(limit);
        const seconds = secondsUntilTokens(tokens, 1, limit);
        const later = refilled({ tokens, refilledAt: 0 }, limit, seconds * 1000 + 1);
        expect(later).toBeGreaterThanOrEqual(Math.min(1, fullBucket(limit)));
        expect(seconds).toBeLessThanOrEqual(60);
      }),
    );
  });

  it('takes at once what a quarter of a minute may have, and never runs dry without a limit', () => {
    expect(takeAt(Array(100).fill(0), 40)).toHaveLength(10);
    expect(takeAt(Array(100).fill(0), 1)).toHaveLength(1);
    expect(secondsUntilTokens(0, 5, undefined)).toBe(0);
  });
});
