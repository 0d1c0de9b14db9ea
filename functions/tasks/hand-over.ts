import { isUsable, type UsableProvider } from '../providers/configured-provider.ts';
import { getCandidates } from './choose-provider.ts';
import type { ProvidersFor } from './new-task.ts';
import type { Refused } from './refused-start.ts';
import { type StartAtProvider, startAtProvider } from './start-at-provider.ts';
import { failed, type StepOutcome, waiting } from './step-outcome.ts';
import type { Failure, Task } from './task.ts';

export interface HandOver extends StartAtProvider {
  readonly providersFor: ProvidersFor;
}

/** After so many turns in vain a task asks less often, so that its history stays far from the limit of an execution. */
const MANY_TURNS = 100;
const LONG_WAIT = 30;

/**
 * Finds a provider that takes the task: the next one is asked only when the one before has certainly not taken it. While
 * nobody can, the task waits, until its time is over.
 */
export async function handOver(context: HandOver, task: Task, turns: number): Promise<StepOutcome> {
  const refusals: Refused[] = [];
  for (const configured of await candidates(context, task)) {
    const attempt = await startAtProvider(context, task, configured);
    if (attempt.state === 'ended') return attempt.outcome;
    refusals.push(attempt);
    if (!attempt.canFailOver) break;
    context.warn(`${configured.name} does not take task ${task.id}: ${attempt.failure.message}`);
  }
  const waits = refusals.flatMap(({ waitSeconds }) => waitSeconds ?? []);
  const last = refusals.at(-1)?.failure ?? noProvider(task);
  if (refusals.length > 0 && waits.length === 0) return failed(task.id, last);
  if (isOverdue(context, task)) return failed(task.id, overdue(context, last));
  const soonest = waits.length > 0 ? Math.min(...waits) : LONG_WAIT;
  const seconds = turns < MANY_TURNS ? soonest : Math.max(soonest, LONG_WAIT);
  return waiting(task.id, seconds, turns + 1);
}

/** A start that may have arrived is repeated only where it was sent, and only if that makes no second piece of work. */
async function candidates({ providersFor }: HandOver, task: Task): Promise<UsableProvider[]> {
  const providers = await providersFor(task.kind);
  if (task.startRequestedAt === undefined) return getCandidates(providers, task);
  return providers.filter(isUsable).filter(({ name }) => name === task.provider);
}

function noProvider({ provider }: Task): Failure {
  const message = `${provider} can't be used as it is configured now, and nobody else takes the task.`;
  return { code: 'provider_unavailable', message };
}

function isOverdue({ clock, deadlineSeconds }: HandOver, { createdAt }: Task): boolean {
  return clock.now() - Date.parse(createdAt) >= deadlineSeconds * 1000;
}

function overdue({ deadlineSeconds }: HandOver, { code, message }: Failure): Failure {
  if (code === 'start_outcome_unknown') return { code, message };
  const minutes = Math.round(deadlineSeconds / 60);
  return {
    code: 'provider_unavailable',
    message: `No provider began with the task within ${minutes} minutes. ${message}`,
  };
}
