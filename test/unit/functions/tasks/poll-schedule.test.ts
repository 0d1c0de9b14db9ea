import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWaitSeconds } from '../../../../functions/tasks/poll-schedule.ts';

/** The waits of a task that is never done, until so many seconds have passed. */
function waitsUntil(seconds: number, expectedSeconds: number): number[] {
  const waits: number[] = [];
  for (let elapsedSeconds = 0; elapsedSeconds < seconds; elapsedSeconds += waits.at(-1) ?? 0) {
    waits.push(nextWaitSeconds({ elapsedSeconds, expectedSeconds }));
  }
  return waits;
}

const expectedSeconds = fc.integer({ min: 1, max: 3600 });

describe('the poll schedule', () => {
  it('first looks half-way', () => {
    expect(nextWaitSeconds({ elapsedSeconds: 0, expectedSeconds: 600 })).toBe(300);
    expect(nextWaitSeconds({ elapsedSeconds: 0, expectedSeconds: 8 })).toBe(4);
  });

  it('waits whole seconds, two at least', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        expectedSeconds,
        (elapsedSeconds, expected) => {
          const wait = nextWaitSeconds({ elapsedSeconds, expectedSeconds: expected });
          expect(Number.isInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });

  it('never waits longer than a minute after the first check', () => {
    fc.assert(
      fc.property(expectedSeconds, (expected) => {
        const [, ...later] = waitsUntil(7200, expected);
        expect(Math.max(...later)).toBeLessThanOrEqual(60);
      }),
    );
  });

  it('keeps a run of two hours far below the 25,000 events that an execution may have', () => {
    fc.assert(
      fc.property(expectedSeconds, (expected) => {
        expect(waitsUntil(7200, expected).length).toBeLessThan(150);
      }),
    );
  });
});
