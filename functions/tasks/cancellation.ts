import type { Clock } from '../clock.ts';
import type { StopOutcome } from '../providers/stop-work.ts';
import { changeTask } from './change-task.ts';
import { type Failure, isFinished, type Task, type TaskChange } from './task.ts';
import type { TaskStore } from './task-store.ts';

/** The failure of a task that its owner cancelled. */
export const cancelled: Failure = { code: 'cancelled', message: 'The task was cancelled.' };

export function isCancelled({ failure }: Task): boolean {
  return failure?.code === cancelled.code;
}

/** Whoever has asked for a cancellation has this long to carry it out, in milliseconds; then others do. */
const LEASE = 30_000;

/** True while whoever asked for the cancellation is at it. */
export function isBeingCancelled({ cancelRequestedAt }: Task, now: number): boolean {
  return cancelRequestedAt !== undefined && now - Date.parse(cancelRequestedAt) < LEASE;
}

/**
 * What ends a record as cancelled.
 * @param stop what came of the provider's work; the price is spent if that goes on
 */
export function createCancellation(stop: StopOutcome, now: number): TaskChange {
  return {
    status: 'failed',
    failure: cancelled,
    finishedAt: new Date(now).toISOString(),
    ...(stop === 'unstoppable' ? { keepsPrice: true } : {}),
  };
}

/**
 * Ends a record whose cancellation was asked for. Work that the provider has finished all the same is completed: then
 * the cancellation is withdrawn.
 * @param task with the work that was stopped
 * @param more what else changes where it is cancelled
 */
export async function endCancelled(
  context: { readonly tasks: TaskStore; readonly clock: Clock },
  task: Task,
  stop: StopOutcome,
  more: TaskChange = {},
): Promise<{ readonly changed: boolean; readonly task: Task }> {
  const end =
    stop === 'finished'
      ? { cancelRequestedAt: undefined }
      : { ...createCancellation(stop, context.clock.now()), ...more };
  return changeTask(
    context,
    task.id,
    (current) => (isFinished(current) || !isSameWork(current, task) ? undefined : end),
    task,
  );
}

/** False once there is other work to stop, or none any more: the provider was found to be done, or took it meanwhile. */
function isSameWork(current: Task, seen: Task): boolean {
  return (
    current.cancelRequestedAt !== undefined &&
    current.generatedAt === undefined &&
    (current.operation === undefined) === (seen.operation === undefined)
  );
}
