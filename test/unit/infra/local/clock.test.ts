import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { skippingClock, systemClock } from '../../../../infra/local/clock.ts';
import { createTimerHeap } from '../../../../infra/local/timer-heap.ts';

const DAY = 24 * 3600 * 1000;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await nextTurn();
  }
}

describe('the timer heap', () => {
  it('gives back what is due in the order of time, and nothing that was removed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ time: fc.nat(50), removed: fc.boolean() }), { maxLength: 200 }),
        fc.nat(60),
        (timers, now) => {
          const heap = createTimerHeap();
          const fired: number[] = [];
          const cancels = timers.map(({ time }, index) => heap.add(time, () => fired.push(index)));
          for (const [index, { removed }] of timers.entries()) {
            if (removed) {
              cancels[index]?.();
            }
          }
          for (let due = heap.takeDue(now); due !== undefined; due = heap.takeDue(now)) {
            due();
          }
          const expected = timers
            .map((timer, index) => ({ ...timer, index }))
            .filter(({ time, removed }) => !removed && time <= now)
            .sort((left, right) => left.time - right.time || left.index - right.index);
          expect(fired).toEqual(expected.map(({ index }) => index));
        },
      ),
    );
  });
});

describe('the system clock', () => {
  afterEach(() => vi.useRealTimers());

  it.each([-3_600_000, 3_600_000])(
    'waits as long when the clock is set %i ms on meanwhile',
    (step) => {
      vi.useFakeTimers();
      let elapsed = 0;
      const clock = systemClock(() => elapsed);
      const fired: string[] = [];
      const pass = (milliseconds: number) => {
        elapsed += milliseconds;
        vi.advanceTimersByTime(milliseconds);
      };
      clock.at(clock.now() + 2000, () => fired.push('due'));
      pass(500);
      vi.setSystemTime(Date.now() + step);
      clock.at(clock.now() + 3000, () => fired.push('later'));
      pass(1499);
      expect(fired).toEqual([]);
      pass(1);
      expect(fired).toEqual(['due']);
      pass(1500);
      expect(fired).toEqual(['due', 'later']);
    },
  );

  it('calls back in the order of time and forgets what was cancelled', () => {
    vi.useFakeTimers();
    const clock = systemClock();
    const fired: string[] = [];
    clock.at(clock.now() + 2000, () => fired.push('second'));
    clock.at(clock.now() + 1000, () => fired.push('first'));
    clock.at(clock.now() + 1500, () => fired.push('cancelled'))();
    vi.advanceTimersByTime(1999);
    expect(fired).toEqual(['first']);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(['first', 'second']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits longer than setTimeout can', () => {
    vi.useFakeTimers();
    const clock = systemClock(Date.now);
    const fired = vi.fn();
    clock.at(clock.now() + 60 * DAY, fired);
    vi.advanceTimersByTime(60 * DAY - 1);
    expect(fired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fired).toHaveBeenCalledOnce();
  });
});

describe('a skipping clock', () => {
  it('jumps from timer to timer while nobody is busy', async () => {
    const start = Date.UTC(2030, 0, 1);
    const clock = skippingClock(start);
    const days: number[] = [];
    function again(): void {
      days.push(Math.round((clock.now() - start) / DAY));
      if (days.length < 5) {
        clock.at(clock.now() + DAY, again);
      }
    }
    clock.at(start + DAY, again);
    await turns(50);
    expect(days).toEqual([1, 2, 3, 4, 5]);
  });

  it('stands still while someone is busy', async () => {
    const clock = skippingClock();
    const fired = vi.fn();
    const done = [clock.busy(), clock.busy()];
    clock.at(clock.now() + DAY, fired);
    await turns(30);
    done[0]?.();
    done[0]?.();
    await turns(30);
    expect(fired).not.toHaveBeenCalled();
    done[1]?.();
    await turns(30);
    expect(fired).toHaveBeenCalledOnce();
  });

  it('shares how far ahead it is', async () => {
    const clock = skippingClock();
    const ahead = new BigInt64Array(clock.offset);
    expect(ahead[0]).toBe(0n);
    clock.at(clock.now() + DAY, () => undefined);
    await turns(30);
    expect(Number(ahead[0])).toBeGreaterThan(DAY - 10_000);
    expect(Math.abs(Date.now() + Number(ahead[0]) - clock.now())).toBeLessThan(10_000);
  });

  it('does not jump for background timers, but takes them along', async () => {
    const clock = skippingClock();
    const background = vi.fn();
    clock.at(clock.now() + DAY, background, { background: true });
    await turns(30);
    expect(background).not.toHaveBeenCalled();
    clock.at(clock.now() + 2 * DAY, () => undefined);
    await turns(30);
    expect(background).toHaveBeenCalledOnce();
  });
});
