import type { Pacing } from '../pacing/pacing.ts';
import type { UsableProvider } from '../providers/configured-provider.ts';
import type { ProviderError, StartOutcomeUnknownError } from '../providers/provider-error.ts';
import type { Clock } from './clock.ts';
import { lineKeyOf } from './leave-place.ts';
import type { Failure, Task } from './task.ts';

export interface RefusedStart {
  readonly pacing: Pacing;
  readonly clock: Clock;
}

/** The provider has certainly not taken the task, or would take it as the same one again. */
export interface Refused {
  readonly state: 'refused';
  readonly failure: Failure;
  /** When to try again, in seconds; left out where that would be in vain. */
  readonly waitSeconds?: number;
  /** True where another provider may be asked instead. */
  readonly canFailOver: boolean;
}

/** How long a provider that asks for a pause without saying how long is left alone, in seconds. */
const USUAL_PAUSE = 15;
/** Waits for a provider that is not paced, in seconds. */
const SHORTEST_WAIT = 2;
const LONGEST_WAIT = 60;

/** What is no fault of the request: another provider may well take it. */
const OPERATORS_FAULTS = ['quota_exceeded', 'unauthorized', 'misconfigured'];

/** The start may have arrived: it can be repeated only where that makes no second piece of work. */
export async function unknownStart(
  context: RefusedStart,
  task: Task,
  { name, limits }: UsableProvider,
  { message }: StartOutcomeUnknownError,
): Promise<Refused> {
  const failure = { code: 'start_outcome_unknown', message };
  const pause = limits && (await context.pacing.failed(name, lineKeyOf(task)));
  const waitSeconds = pause ?? usualWait(context, task);
  return { state: 'refused', failure, waitSeconds, canFailOver: false };
}

/** The provider said no, or could not be asked. */
export async function refusedStart(
  context: RefusedStart,
  task: Task,
  { name, limits }: UsableProvider,
  { code, message, retryable, retryAfterSeconds }: ProviderError,
): Promise<Refused> {
  const { pacing } = context;
  const key = lineKeyOf(task);
  const refused = { state: 'refused', failure: { code, message } } as const;
  if (!retryable) {
    if (limits) await pacing.reached(name);
    if (limits) await pacing.giveBack(name, key);
    return { ...refused, canFailOver: OPERATORS_FAULTS.includes(code) };
  }
  const isPause = code === 'rate_limited';
  const usual = Math.max(retryAfterSeconds ?? 0, usualWait(context, task));
  if (!limits) return { ...refused, waitSeconds: usual, canFailOver: !isPause };
  const waitSeconds = isPause
    ? await pacing.pause(name, key, retryAfterSeconds ?? USUAL_PAUSE)
    : await pacing.failed(name, key, retryAfterSeconds);
  return { ...refused, waitSeconds, canFailOver: !isPause };
}

/** Grows with the time that the task has waited. */
function usualWait({ clock }: RefusedStart, { createdAt }: Task): number {
  const waited = (clock.now() - Date.parse(createdAt)) / 1000;
  return Math.ceil(Math.min(Math.max(waited / 5, SHORTEST_WAIT), LONGEST_WAIT));
}
