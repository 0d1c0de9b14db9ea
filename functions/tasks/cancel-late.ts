import type { Clock } from '../clock.ts';
import type { Provider } from '../providers/provider.ts';
import { stopWork } from '../providers/stop-work.ts';
import { endCancelled, isBeingCancelled } from './cancellation.ts';
import { failed, getFinalOutcome, running, type StepOutcome } from './step-outcome.ts';
import type { Task } from './task.ts';
import type { TaskStore } from './task-store.ts';

export interface CancelLateDependencies {
  readonly tasks: TaskStore;
  readonly clock: Clock;
}

/** When to check a task whose start was answered after all, in seconds. */
const LATER = 2;

/**
 * Ends a task that is to be cancelled before anything came of its start, as far as is known; what does come of one that
 * is under way is stopped by who sent it.
 */
export async function cancelUnstarted(
  context: CancelLateDependencies,
  task: Task,
): Promise<StepOutcome> {
  const { task: ended } = await endCancelled(context, task, 'stopped');
  return getFinalOutcome(ended) ?? running(task.id, [LATER]);
}

/** The request to cancel ends the task; a check does so where that request failed. Undefined while the task is running. */
export async function cancelLate(
  context: CancelLateDependencies,
  provider: Provider,
  task: Task,
): Promise<StepOutcome | undefined> {
  if (isBeingCancelled(task, context.clock.now())) return undefined;
  const stopped = await stopWork(provider, task.operation ?? null);
  const { task: ended } = await endCancelled(context, task, stopped);
  return ended.failure && failed(task.id, ended.failure);
}
