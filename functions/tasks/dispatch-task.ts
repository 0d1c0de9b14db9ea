import { isUsable, type UsableOffer } from '../providers/offer.ts';
import { offersFor } from './choose-offer.ts';
import type { OffersOf } from './new-task.ts';
import type { Refused } from './refused-start.ts';
import { type StartAtProviderDependencies, startAtProvider } from './start-at-provider.ts';
import { failed, type StepOutcome, waiting } from './step-outcome.ts';
import type { Failure, Task } from './task.ts';

export interface DispatchTaskDependencies extends StartAtProviderDependencies {
  readonly offersOf: OffersOf;
}

/** After so many attempts in vain a task asks less often, so that its history stays far from the limit of an execution. */
const MANY_ATTEMPTS = 100;
const LONG_WAIT = 30;

/**
 * Finds a provider that takes the task: the next one is asked only when the one before has certainly not taken it. While
 * nobody can, the task waits, until its time is over.
 */
export async function dispatchTask(
  context: DispatchTaskDependencies,
  task: Task,
  attempts: number,
): Promise<StepOutcome> {
  const refusals: Refused[] = [];
  for (const offer of await candidates(context, task)) {
    const attempt = await startAtProvider(context, task, offer);
    if (attempt.state === 'ended') return attempt.outcome;
    refusals.push(attempt);
    if (!attempt.mayMove) break;
    context.warn(`${offer.name} does not take task ${task.id}: ${attempt.failure.message}`);
  }
  const waits = refusals.flatMap(({ waitSeconds }) => waitSeconds ?? []);
  const last = refusals.at(-1)?.failure ?? noProvider(task);
  if (refusals.length > 0 && waits.length === 0) return failed(task.id, last);
  if (isOverdue(context, task)) return failed(task.id, overdue(context, last));
  const soonest = waits.length > 0 ? Math.min(...waits) : LONG_WAIT;
  const seconds = attempts < MANY_ATTEMPTS ? soonest : Math.max(soonest, LONG_WAIT);
  return waiting(task.id, seconds, attempts + 1);
}

/** A start that may have arrived is repeated only where it was sent, and only if that makes no second piece of work. */
async function candidates(
  { offersOf }: DispatchTaskDependencies,
  task: Task,
): Promise<UsableOffer[]> {
  const offers = await offersOf(task.kind);
  if (task.startRequestedAt === undefined) return offersFor(offers, task);
  return offers.filter(isUsable).filter(({ name }) => name === task.provider);
}

function noProvider({ provider }: Task): Failure {
  const message = `${provider} can't be used as it is configured now, and nobody else takes the task.`;
  return { code: 'provider_unavailable', message };
}

function isOverdue(
  { clock, deadlineSeconds }: DispatchTaskDependencies,
  { createdAt }: Task,
): boolean {
  return clock.now() - Date.parse(createdAt) >= deadlineSeconds * 1000;
}

function overdue(
  { deadlineSeconds }: DispatchTaskDependencies,
  { code, message }: Failure,
): Failure {
  if (code === 'start_outcome_unknown') return { code, message };
  const minutes = Math.round(deadlineSeconds / 60);
  return {
    code: 'provider_unavailable',
    message: `No provider began with the task within ${minutes} minutes. ${message}`,
  };
}
