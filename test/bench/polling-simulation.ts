import { learned } from '../../functions/tasks/expectation.ts';
import { pollSchedule } from '../../functions/tasks/poll-schedule.ts';

/** One piece of work at a provider. */
export interface Work {
  /** From the start to its end, in seconds. */
  readonly seconds: number;
  readonly isFailure: boolean;
}

/** What noticing the ends of many pieces of work took. */
export interface Noticed {
  /** How often the provider was asked, over all tasks. */
  readonly checks: number;
  /** State transitions, over all tasks. */
  readonly transitions: number;
  /** From done to noticed, in seconds, one for each task that was completed. */
  readonly lags: readonly number[];
}

/** In seconds; after it a task is given up. */
const DEADLINE = 7200;
/** The natural logarithm of how widely times spread: nine in ten are done within 1.67 times the usual time. */
const SPREAD = 0.4;
const STRAGGLERS = 0.05;
const FAILURES = 0.04;
/** As many runs as are learned from. */
const REMEMBERED = 64;
/** The states that a task enters beside its checks: "Start the task and wait", "Finish the task". */
const START_AND_FINISH = 2;
/** How many runs end until a function reads them again. */
const RUNS_UNTIL_KNOWN = 10;

/** Numbers from 0 to 1 that check random and are the same every time (mulberry32, public domain). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Log-normal times of this median, some that take two to five times as long, and some that fail early. */
export function makeWork(count: number, median: number, random: () => number): Work[] {
  return Array.from({ length: count }, () => {
    const fate = random();
    if (fate < FAILURES) {
      return { seconds: -Math.log(1 - random()) * median * 0.1, isFailure: true };
    }
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const times = fate < FAILURES + STRAGGLERS ? 2 + 3 * random() : 1;
    const seconds = Math.min(median * Math.exp(SPREAD * normal) * times, DEADLINE - 1);
    return { seconds, isFailure: false };
  });
}

/** The service's own schedule, learning from what it notices; the provider's word is a third too low at first. */
export function checkAdaptively(work: readonly Work[], median: number): Noticed {
  const plan = learningPlan(median, false);
  return noticeAll(work, (one) => {
    const waits = plan.waits();
    const { checks, lag } = checkAfter(waits, one.seconds);
    if (!one.isFailure) plan.remember(one.seconds + lag);
    return { checks, transitions: START_AND_FINISH + checks, lag };
  });
}

/** A provider that calls back within a second, but for one call in a thousand. */
export function waitForCalls(work: readonly Work[], median: number, random: () => number): Noticed {
  const plan = learningPlan(median, true);
  return noticeAll(work, (one) => {
    const found = checkAfter(plan.waits(), one.seconds);
    const isLost = random() < 0.001;
    const lag = isLost ? found.lag : random();
    if (!one.isFailure && !isLost) plan.remember(one.seconds + lag);
    const backstops = isLost ? found.checks : found.checks - 1;
    // Who takes the call asks the provider itself, and no state is entered for that.
    const checks = isLost ? backstops : backstops + 1;
    return { checks, transitions: START_AND_FINISH + backstops, lag };
  });
}

/** A loop of the states Wait, Check and Choice with the same wait each time. */
export function checkEvery(work: readonly Work[], interval: number): Noticed {
  return noticeAll(work, ({ seconds }) => {
    const checks = Math.max(1, Math.ceil(seconds / interval));
    return { checks, transitions: 5 + 3 * checks, lag: checks * interval - seconds };
  });
}

/** A fixed series of checks, given as times since the start. */
export function checkAt(work: readonly Work[], times: readonly number[]): Noticed {
  const waits = times.map((time, index) => time - (times[index - 1] ?? 0));
  return noticeAll(work, ({ seconds }) => {
    const { checks, lag } = checkAfter(waits, seconds);
    return { checks, transitions: START_AND_FINISH + checks, lag };
  });
}

/** Learns as a warm function does: from what came to an end a while ago. */
function learningPlan(median: number, callsBack: boolean) {
  const runs: number[] = [];
  const plan = () =>
    pollSchedule({
      expectation: learned(runs.slice(-REMEMBERED), median * 0.67),
      deadlineSeconds: DEADLINE,
      callsBack,
    });
  let waits = plan();
  return {
    waits: () => waits,
    remember(seconds: number) {
      if (runs.push(seconds) % RUNS_UNTIL_KNOWN === 0) waits = plan();
    },
  };
}

function checkAfter(waits: readonly number[], seconds: number): { checks: number; lag: number } {
  let elapsed = 0;
  let checks = 0;
  while (elapsed < seconds || checks === 0) {
    elapsed += waits[Math.min(checks, waits.length - 1)] ?? 1;
    checks += 1;
  }
  return { checks, lag: elapsed - seconds };
}

function noticeAll(
  work: readonly Work[],
  notice: (one: Work) => { checks: number; transitions: number; lag: number },
): Noticed {
  const found = work.map((one) => ({ ...notice(one), isFailure: one.isFailure }));
  return {
    checks: found.reduce((sum, { checks }) => sum + checks, 0),
    transitions: found.reduce((sum, { transitions }) => sum + transitions, 0),
    lags: found.flatMap(({ lag, isFailure }) => (isFailure ? [] : lag)),
  };
}
