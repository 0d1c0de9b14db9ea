import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostChecks } from '../../../../functions/contract.ts';
import type { Expectation } from '../../../../functions/tasks/expectation.ts';
import { pollSchedule, waitsAfterCall } from '../../../../functions/tasks/poll-schedule.ts';
import {
  checkAdaptively,
  makeWork,
  seeded,
  waitForCalls,
} from '../../../bench/polling-simulation.ts';
import { quantile } from '../../../bench/table.ts';

const deadlineSeconds = 7200;
const tenMinutes: Expectation = { p50Seconds: 600, p90Seconds: 1000 };

const expectation = fc
  .record({
    p50Seconds: fc.double({ min: 0.5, max: 6000, noNaN: true }),
    times: fc.double({ min: 1, max: 6, noNaN: true }),
  })
  .map(({ p50Seconds, times }) => ({ p50Seconds, p90Seconds: p50Seconds * times }));

const plans = fc.record({
  expectation,
  shortestSeconds: fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { nil: undefined }),
  deadlineSeconds: fc.integer({ min: 120, max: 7200 }),
  callsBack: fc.boolean(),
  elapsedSeconds: fc.integer({ min: 0, max: 8000 }),
});

/** When the checks are, in seconds since the start. */
function looksOf(waits: readonly number[]): number[] {
  let elapsed = 0;
  return waits.map((wait) => {
    elapsed += wait;
    return elapsed;
  });
}

const sum = (waits: readonly number[]) => waits.reduce((total, wait) => total + wait, 0);

describe('the poll schedule', () => {
  it('waits whole seconds, two at least and as long as the provider asks', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const left = plan.deadlineSeconds - plan.elapsedSeconds;
        const shortest = Math.max(2, plan.shortestSeconds ?? 0);
        for (const wait of pollSchedule(plan)) {
          expect(Number.isInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(Math.min(shortest, Math.max(left, 1)));
        }
      }),
    );
  });

  it('never checks after the deadline, and at last when it comes', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const left = plan.deadlineSeconds - plan.elapsedSeconds;
        fc.pre(left > 0);
        expect(sum(pollSchedule(plan))).toBe(left);
      }),
    );
  });

  it('always knows a next check, even after the deadline', () => {
    fc.assert(fc.property(plans, (plan) => pollSchedule(plan).length > 0));
  });

  it('keeps every execution far below the 25,000 events that it may have', () => {
    fc.assert(fc.property(plans, (plan) => pollSchedule(plan).length <= mostChecks));
  });

  it('checks later at work that takes longer in all', () => {
    const spread = fc.double({ min: 1.2, max: 4, noNaN: true });
    const seconds = fc.integer({ min: 2, max: 3000 });
    fc.assert(
      fc.property(seconds, spread, fc.integer({ min: 1, max: 3 }), (p50Seconds, times, more) => {
        const first = (p50: number) =>
          pollSchedule({
            expectation: { p50Seconds: p50, p90Seconds: p50 * times },
            deadlineSeconds,
          })[0] ?? 0;
        expect(first(p50Seconds * (1 + more))).toBeGreaterThanOrEqual(first(p50Seconds));
      }),
    );
  });

  it('checks ever more rarely once a task is far behind', () => {
    const checks = looksOf(pollSchedule({ expectation: tenMinutes, deadlineSeconds }));
    const late = checks.filter((time) => time > 2400).slice(0, -1);
    const gaps = late.slice(1).map((time, index) => time - (late[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(5);
    for (const [index, gap] of gaps.entries())
      expect(gap).toBeGreaterThanOrEqual(gaps[index - 1] ?? 0);
  });

  it('checks most often around the usual time, and once early for what fails early', () => {
    const checks = looksOf(pollSchedule({ expectation: tenMinutes, deadlineSeconds }));
    const between = (from: number, to: number) =>
      checks.filter((time) => time > from && time <= to).length;
    expect(between(0, 120)).toBe(1);
    expect(between(0, 250)).toBeLessThanOrEqual(3);
    expect(between(500, 700)).toBeGreaterThan(between(150, 350) * 2);
  });

  it('never leaves who waits without news for more than a quarter of the usual time', () => {
    const [first = 0, ...later] = pollSchedule({ expectation: tenMinutes, deadlineSeconds });
    expect(first).toBeLessThanOrEqual(150);
    expect(Math.max(...later.slice(0, 10))).toBeLessThanOrEqual(150);
  });

  it('shows a render of seconds as it goes', () => {
    const expected = { p50Seconds: 3.5, p90Seconds: 5 };
    expect(looksOf(pollSchedule({ expectation: expected, deadlineSeconds })).slice(0, 3)).toEqual([
      2, 4, 6,
    ]);
  });

  it('goes on where an earlier execution was', () => {
    const whole = looksOf(pollSchedule({ expectation: tenMinutes, deadlineSeconds }));
    const elapsedSeconds = whole[4] ?? 0;
    const rest = looksOf(
      pollSchedule({ expectation: tenMinutes, deadlineSeconds, elapsedSeconds }),
    );
    expect(rest.map((time) => time + elapsedSeconds)).toEqual(whole.slice(5));
  });

  it('checks at a provider that calls only when the call is late', () => {
    const [backstop = 0] = pollSchedule({
      expectation: tenMinutes,
      deadlineSeconds,
      callsBack: true,
    });
    expect(backstop).toBeGreaterThan(700);
    expect(backstop).toBeLessThan(1500);
  });

  it('checks soon again when a provider called too early, as often as the provider likes', () => {
    expect(waitsAfterCall().slice(0, 3)).toEqual([2, 4, 8]);
    expect(waitsAfterCall(5).slice(0, 3)).toEqual([5, 5, 8]);
  });
});

describe('the schedule at work', () => {
  const work = makeWork(1000, 600, seeded(1));

  it('notices ten minutes of work within 15 seconds, in half of all cases, for at most 32 transitions', () => {
    const { lags, transitions } = checkAdaptively(work, 600);
    expect(quantile(lags, 0.5)).toBeLessThan(15);
    expect(transitions / work.length).toBeLessThanOrEqual(32);
  });

  it('notices a call within 2 seconds, for at most 12 transitions', () => {
    const { lags, transitions } = waitForCalls(work, 600, seeded(2));
    expect(quantile(lags, 0.5)).toBeLessThan(2);
    expect(transitions / work.length).toBeLessThanOrEqual(12);
  });
});
