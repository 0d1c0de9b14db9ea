import { changeTask } from './change-task.ts';
import type { Clock } from './clock.ts';
import type { Coins, ResultStore } from './ports.ts';
import { completed, failed, type StepOutcome } from './step-outcome.ts';
import { isFinished } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface StoreResult {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly results: ResultStore;
  readonly clock: Clock;
}

/** Copies the finished file into our bucket, completes the record and spends the coins; all of it can be repeated. */
export async function storeResult(context: StoreResult, taskId: string): Promise<StepOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  if (task.status !== 'completed') {
    if (!task.source) throw new Error(`Task ${taskId} has no finished file to store.`);
    const resultKey = await context.results.copy(taskId, task.source);
    const finishedAt = new Date(context.clock.now()).toISOString();
    const stored = await changeTask(context, taskId, (current) =>
      isFinished(current)
        ? undefined
        : { status: 'completed', progress: 100, resultKey, finishedAt, source: undefined },
    );
    if (stored.failure) return failed(taskId, stored.failure);
  }
  await context.coins.settle(task.owner, taskId);
  return completed(taskId);
}
