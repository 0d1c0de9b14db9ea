import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learned, overBy, remaining, unlearned } from '../../../../functions/tasks/expectation.ts';
import { makeWork, seeded } from '../../../bench/polling-simulation.ts';

const expectation = fc
  .record({
    p50Seconds: fc.double({ min: 0.5, max: 6000, noNaN: true }),
    times: fc.double({ min: 1, max: 6, noNaN: true }),
  })
  .map(({ p50Seconds, times }) => ({ p50Seconds, p90Seconds: p50Seconds * times }));
const time = fc.double({ min: 0, max: 20_000, noNaN: true });

describe('what is expected of a provider', () => {
  it('is its own word until it has done some work here', () => {
    expect(learned([90, 95, 100, 105], 30)).toEqual(unlearned(30));
    expect(learned([90, 95, 100, 105, 110], 30).p50Seconds).toBeCloseTo(100);
  });

  it('is close to the truth after 64 runs, stragglers among them', () => {
    const runs = makeWork(70, 600, seeded(5)).filter(({ isFailure }) => !isFailure);
    const { p50Seconds, p90Seconds } = learned(
      runs.map(({ seconds }) => seconds),
      30,
    );
    expect(p50Seconds).toBeGreaterThan(530);
    expect(p50Seconds).toBeLessThan(680);
    expect(p90Seconds / p50Seconds).toBeGreaterThan(1.4);
    expect(p90Seconds / p50Seconds).toBeLessThan(2);
  });

  it('is moved little by one run that took hours', () => {
    const runs = [95, 98, 99, 100, 101, 102, 105, 110];
    const before = learned(runs, 30);
    const after = learned([...runs, 7000], 30);
    expect(after.p50Seconds / before.p50Seconds).toBeLessThan(1.05);
    expect(after.p90Seconds / before.p90Seconds).toBeLessThan(1.25);
  });

  it('stands runs that took no time at all', () => {
    const { p50Seconds, p90Seconds } = learned([0, 0, 0, 0, 0, 0], 30);
    expect(p50Seconds).toBeGreaterThan(0);
    expect(p90Seconds).toBeGreaterThan(p50Seconds);
  });
});

describe('how much is over by a time', () => {
  it('begins with nothing, never falls and never passes the whole', () => {
    fc.assert(
      fc.property(expectation, time, time, (expected, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        expect(overBy(expected, 0)).toBe(0);
        expect(overBy(expected, early)).toBeLessThanOrEqual(overBy(expected, late) + 1e-9);
        expect(overBy(expected, late)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is about half at the usual time', () => {
    fc.assert(
      fc.property(expectation, (expected) => {
        expect(Math.abs(overBy(expected, expected.p50Seconds) - 0.5)).toBeLessThan(0.03);
      }),
    );
  });
});

describe('how much longer it takes', () => {
  it('is at least a second, and longer for nine tenths than for half', () => {
    fc.assert(
      fc.property(expectation, time, (expected, elapsed) => {
        const { p50Seconds, p90Seconds } = remaining(expected, elapsed);
        expect(p50Seconds).toBeGreaterThanOrEqual(1);
        expect(p90Seconds).toBeGreaterThanOrEqual(p50Seconds);
      }),
    );
  });

  it('shrinks as the usual time comes, and grows again for one that is held up', () => {
    const expected = { p50Seconds: 100, p90Seconds: 160 };
    const at = (elapsed: number) => remaining(expected, elapsed).p50Seconds;
    expect(at(0)).toBeGreaterThan(95);
    expect(at(0)).toBeLessThan(105);
    expect(at(80)).toBeLessThan(at(40));
    expect(at(400)).toBeGreaterThan(at(100));
  });
});
