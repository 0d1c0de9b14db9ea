import { expect } from 'vitest';

/** The waits between attempts, in seconds; each may be a fifth shorter or longer. */
export const SCHEDULE = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** Expects attempts at these times (in seconds) to be as far apart as these waits say. */
export function expectSchedule(times: readonly number[], waits: readonly number[]): void {
  expect(times).toHaveLength(waits.length + 1);
  for (const [index, wait] of waits.entries()) {
    const waited = (times[index + 1] ?? Number.NaN) - (times[index] ?? 0);
    expect(waited).toBeGreaterThanOrEqual(Math.floor(wait * 0.8) - 1);
    expect(waited).toBeLessThanOrEqual(Math.ceil(wait * 1.2) + 3);
  }
}
