import { type Expectation, overBy } from './expectation.ts';

export interface PollPlan {
  readonly expectation: Expectation;
  /** The shortest time between two checks that the provider allows, in seconds. */
  readonly shortestSeconds?: number | undefined;
  /** The task is given up after these seconds; the last check is then. */
  readonly deadlineSeconds: number;
  /** Whether the provider says by itself that it is done, so that a check is only for the word that got lost. */
  readonly callsBack?: boolean;
  /** How long the provider has had the task already, in seconds; optional, defaults to 0. */
  readonly elapsedSeconds?: number;
}

/** A check costs as much as a result that comes this much later, in seconds, on average over all tasks. */
const CHECK_WORTH_SECONDS = 0.7;
/** Below this a check costs more than it brings, even for work of a second. */
const SHORTEST_WAIT = 2;
/** Who waits sees something new at least once in this part of the usual time, or of the time already waited. */
const LONGEST_SILENCE = 0.25;
/** Each wait is at least this part of the time already waited, so that no execution checks more than some 200 times. */
const LEAST_GROWTH = 0.03;
/** One in a thousand calls of a provider is lost. */
const LOST_CALLS = 0.001;
/** A provider that has called may take a moment until it says the same when asked. In seconds; the last repeats. */
const WAITS_AFTER_CALL = [2, 4, 8, 15, 30, 60];

/** Tasks of one sort have the same plan, and a schedule takes a tenth of a millisecond and more to make. */
const remembered = new Map<string, readonly number[]>();
const MOST_REMEMBERED = 100;

/**
 * When to check how the work is: the waits before each check, in whole seconds, that add up to the deadline. The next
 * check comes when the lag that is to be expected without it costs as much as the check: rarely while hardly any work is
 * over yet, often around the usual time, more and more rarely when a task is held up.
 */
export function pollSchedule(plan: PollPlan): readonly number[] {
  const key = JSON.stringify(plan);
  const waits = remembered.get(key) ?? createSchedule(plan);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, waits);
  return waits;
}

function createSchedule(plan: PollPlan): readonly number[] {
  const shortest = Math.max(SHORTEST_WAIT, Math.ceil(plan.shortestSeconds ?? 0));
  const waits: number[] = [];
  const begin = Math.floor(plan.elapsedSeconds ?? 0);
  for (let elapsed = begin; elapsed < plan.deadlineSeconds; elapsed += waits.at(-1) ?? 0) {
    const left = plan.deadlineSeconds - elapsed;
    const wait = Math.max(
      shortest,
      Math.ceil(elapsed * LEAST_GROWTH),
      Math.min(worthWaiting(plan, elapsed), longestSilence(plan, elapsed)),
    );
    waits.push(wait + shortest > left ? left : wait);
  }
  return waits.length > 0 ? waits : [shortest];
}

/** The waits of a task whose provider has called, in whole seconds: it is checked at once, and again after these. */
export function waitsAfterCall(shortestSeconds = 0): number[] {
  return WAITS_AFTER_CALL.map((wait) => Math.max(wait, Math.ceil(shortestSeconds)));
}

/** In how many seconds a check is worth its cost. */
function worthWaiting(
  { expectation, callsBack = false, deadlineSeconds }: PollPlan,
  elapsed: number,
) {
  const unnoticed = callsBack ? LOST_CALLS : 1;
  const overBefore = overBy(expectation, elapsed);
  let lag = 0;
  let wait = 0;
  for (; elapsed + wait < deadlineSeconds; wait += 1) {
    const over = overBy(expectation, elapsed + wait + 1) - overBefore;
    lag += (unnoticed * (over + overBy(expectation, elapsed + wait) - overBefore)) / 2;
    if (lag >= CHECK_WORTH_SECONDS * (1 - overBefore - (1 - unnoticed) * over)) break;
  }
  return wait + 1;
}

function longestSilence({ expectation, callsBack }: PollPlan, elapsed: number): number {
  if (callsBack) return Number.POSITIVE_INFINITY;
  return Math.ceil(Math.max(expectation.p50Seconds, elapsed) * LONGEST_SILENCE);
}
