import { uptime } from 'node:os';
import { createTimerHeap } from './timer-heap.ts';

/**
 * The local stack's time. Engines never read `Date.now()` or set their own timers, so a test can hand them a
 * clock that skips the waits.
 */
export interface LocalClock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls back once, at `time` (milliseconds since 1970) or as soon after as possible. Returns how to cancel it.
   * A `background` timer (a clean-up that repeats for ever) never makes a skipping clock jump.
   */
  at(time: number, callback: () => void, options?: { background?: boolean }): () => void;
  /** Says that work is under way, so that a skipping clock stands still until the returned function is called. */
  busy(): () => void;
  /**
   * How far `now()` is ahead of the machine's clock: one BigInt64, milliseconds, in shared memory, so that function
   * workers follow the same time. Undefined if it never is.
   */
  readonly offset: SharedArrayBuffer | undefined;
}

/**
 * The longest one timer sleeps; a longer wait is a chain of them. `setTimeout` does not count the time a machine is
 * suspended, so this is also how late a wait can be after that. (It fires at once for more than 24.8 days.)
 */
const LONGEST_SLEEP_MILLISECONDS = 60_000;

/** How many turns of the event loop must pass with nobody busy before a skipping clock jumps. */
const IDLE_TURNS_BEFORE_JUMP = 4;

/** Milliseconds since some moment, which no correction of the machine's clock moves. */
export type Monotonic = () => number;

/** How much further than the process's own time the machine's must have gone for it to have been suspended. */
const SUSPENDED_MILLISECONDS = 1_000;
/** `uptime` reads a file. */
const UPTIME_INTERVAL_MILLISECONDS = 1_000;

/**
 * Makes the time since the process began, the time that the machine was suspended included: `performance.now` leaves
 * that out (Linux, clock_gettime(2), CLOCK_MONOTONIC), and `uptime` has it, but coarsely.
 */
function createMonotonic(): Monotonic {
  const sinceStart = () => uptime() * 1000 - performance.now();
  const atStart = sinceStart();
  let suspended = 0;
  let checkedAt = 0;
  return () => {
    const now = performance.now();
    if (now - checkedAt > UPTIME_INTERVAL_MILLISECONDS) {
      checkedAt = now;
      const ahead = sinceStart() - atStart;
      if (ahead - suspended > SUSPENDED_MILLISECONDS) suspended = ahead;
    }
    return now + suspended;
  };
}

/**
 * The machine's own time. A wait lasts as long as it was to last when it was set, however the machine's clock is put
 * right meanwhile; what is set for a stored time after a restart goes by the clock as it is then.
 * @param monotonic optional; defaults to the machine's
 */
export function systemClock(monotonic: Monotonic = createMonotonic()): LocalClock {
  const timers = createTimerHeap();
  let armed: { time: number; timeout: NodeJS.Timeout } | undefined;

  function arm(): void {
    const time = timers.earliest();
    if (time === armed?.time) {
      return;
    }
    clearTimeout(armed?.timeout);
    armed = undefined;
    if (time !== undefined) {
      const delay = Math.min(Math.max(time - monotonic(), 0), LONGEST_SLEEP_MILLISECONDS);
      armed = { time, timeout: setTimeout(fire, delay) };
    }
  }

  function fire(): void {
    armed = undefined;
    try {
      runDue(timers.takeDue, monotonic());
    } finally {
      arm();
    }
  }

  function at(time: number, callback: () => void): () => void {
    const cancel = timers.add(monotonic() + time - Date.now(), callback);
    arm();
    return () => {
      cancel();
      arm();
    };
  }

  return {
    now: () => Date.now(),
    at,
    busy: () => () => undefined,
    offset: undefined,
  };
}

/**
 * A clock for tests and benchmarks: it runs as fast as the machine's, and jumps to the next due timer as soon as
 * nobody has been busy for a few turns of the event loop.
 *
 * @param start where it begins, in milliseconds since 1970; optional, defaults to now
 */
export function skippingClock(start?: number): LocalClock & { offset: SharedArrayBuffer } {
  const timers = createTimerHeap();
  const backgroundTimers = createTimerHeap();
  const offset = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const ahead = new BigInt64Array(offset);
  ahead[0] = start === undefined ? 0n : BigInt(start - Date.now());
  let busyCount = 0;
  let idleTurns = 0;
  let checking = false;

  function now(): number {
    return Date.now() + Number(Atomics.load(ahead, 0));
  }

  function check(): void {
    const next = timers.earliest();
    if (busyCount > 0 || next === undefined) {
      checking = false;
      return;
    }
    idleTurns += 1;
    if (idleTurns > IDLE_TURNS_BEFORE_JUMP) {
      idleTurns = 0;
      Atomics.add(ahead, 0, BigInt(Math.max(next - now(), 0)));
      runDue(backgroundTimers.takeDue, now());
      runDue(timers.takeDue, now());
    }
    setImmediate(check);
  }

  function lookForIdleness(): void {
    idleTurns = 0;
    if (!checking) {
      checking = true;
      setImmediate(check);
    }
  }

  return {
    now,
    offset,
    at(time, callback, options) {
      const cancel = (options?.background ? backgroundTimers : timers).add(time, callback);
      lookForIdleness();
      return cancel;
    },
    busy() {
      busyCount += 1;
      let held = true;
      return () => {
        busyCount -= held ? 1 : 0;
        held = false;
        lookForIdleness();
      };
    },
  };
}

function runDue(takeDue: (now: number) => (() => void) | undefined, now: number): void {
  for (let callback = takeDue(now); callback !== undefined; callback = takeDue(now)) {
    callback();
  }
}
