import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseRetryAfter,
  RETRY_SCHEDULES,
  retryWait,
  SCHEDULE_NAMES,
} from '../../../../functions/webhooks/retry-schedule.ts';

const circumstances = fc.record({
  schedule: fc.constantFrom(...SCHEDULE_NAMES),
  attemptsMade: fc.integer({ min: 1, max: 6 }),
  overloaded: fc.boolean(),
  retryAfterSeconds: fc.integer({ min: 0, max: 10_000_000 }),
  random: fc.double({ min: 0, max: 1, noNaN: true }),
});

const plain = { schedule: 'days', overloaded: false, random: 0.5 } as const;

describe('the retry schedule', () => {
  it('has ten attempts in 75 hours, 35 minutes and 5 seconds', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((attemptsMade) =>
      retryWait({ ...plain, attemptsMade }),
    );
    expect(waits).toEqual([0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
    expect(waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)).toBe(75 * 3600 + 35 * 60 + 5);
    expect(retryWait({ ...plain, attemptsMade: 10 })).toBeUndefined();
  });

  it.each([
    ['minutes', 7, 8 * 60 + 50],
    ['hours', 8, 3 * 3600 + 51 * 60 + 5],
    ['days', 10, 75 * 3600 + 35 * 60 + 5],
  ] as const)('named %s has %i attempts within %i seconds', (schedule, attempts, seconds) => {
    const waits = Array.from({ length: attempts }, (_, attemptsMade) =>
      retryWait({ ...plain, schedule, attemptsMade }),
    );
    expect(waits.reduce<number>((sum, wait) => sum + (wait ?? Number.NaN), 0)).toBe(seconds);
    expect(retryWait({ ...plain, schedule, attemptsMade: attempts })).toBeUndefined();
  });

  it('varies by a fifth either way', () => {
    expect(retryWait({ ...plain, attemptsMade: 4, random: 0 })).toBe(5760);
    expect(retryWait({ ...plain, attemptsMade: 4, random: 1 })).toBeCloseTo(8640);
  });

  it('never waits less than the shortest jitter, nor more than the receiver may ask for', () => {
    void fc.assert(
      fc.property(circumstances, (given) => {
        const scheduled = RETRY_SCHEDULES[given.schedule][given.attemptsMade] ?? 0;
        const wait = retryWait(given) ?? -1;
        expect(wait).toBeGreaterThanOrEqual(0.8 * scheduled - 1e-6);
        expect(wait).toBeLessThanOrEqual(Math.max(2 * scheduled, 3600));
      }),
    );
  });

  it('leaves an overloaded receiver a minute at least', () => {
    void fc.assert(
      fc.property(circumstances, (given) => {
        expect(retryWait({ ...given, overloaded: true })).toBeGreaterThanOrEqual(60);
      }),
    );
  });

  it('waits as long as Retry-After asks, up to an hour or twice the step', () => {
    const wait = (attemptsMade: number, retryAfter: number) =>
      retryWait({ ...plain, attemptsMade, retryAfterSeconds: retryAfter });
    expect(wait(1, 120)).toBe(120);
    expect(wait(1, 1)).toBe(5);
    expect(wait(1, 86_400)).toBe(3600);
    expect(wait(5, 1_000_000)).toBe(36_000);
  });
});

describe('a Retry-After header', () => {
  const now = Date.parse('2026-11-23T09:00:00Z');
  it.each([
    ['120', 120],
    ['0', 0],
    ['Mon, 23 Nov 2026 09:05:00 GMT', 300],
    ['Mon, 23 Nov 2026 08:00:00 GMT', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s means %s', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});
