import type { LocalClock } from '../../../../../../infra/local/clock.ts';
import { createTimerHeap } from '../../../../../../infra/local/timer-heap.ts';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends LocalClock {
  advance(seconds: number): void;
}

export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  const timers = createTimerHeap();
  let now = start;
  return {
    now: () => now,
    at: (time, callback) => timers.add(time, callback),
    busy: () => () => undefined,
    offset: new SharedArrayBuffer(8),
    advance(seconds) {
      now += seconds * 1000;
      for (let due = timers.takeDue(now); due !== undefined; due = timers.takeDue(now)) {
        due();
      }
    },
  };
}
