import { kinds } from '../catalog/catalog.ts';
import type { ResultFile, ResultSource } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { changeTask } from './change-task.ts';
import type { Clock } from './clock.ts';
import { type LeavePlace, leavePlace } from './leave-place.ts';
import type { Coins, ResultStore } from './ports.ts';
import { completed, failed, type StepOutcome } from './step-outcome.ts';
import { isFinished, type Task } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface StoreResult {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly results: ResultStore;
  readonly pacing: LeavePlace;
  readonly clock: Clock;
  provider(name: string): Promise<Provider>;
}

/** Copies the finished file into our bucket, completes the record and spends the coins; all of it can be repeated. */
export async function storeResult(context: StoreResult, taskId: string): Promise<StepOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  if (task.status !== 'completed') {
    if (task.paced) await leavePlace(context.pacing, task);
    const file = await fileOf(context, task);
    const { mediaType } = kinds[task.kind].result;
    const resultKey = file && (await context.results.copy(taskId, file, mediaType));
    const finishedAt = new Date(context.clock.now()).toISOString();
    const stored = await changeTask(
      context,
      taskId,
      (current) =>
        isFinished(current)
          ? undefined
          : { status: 'completed', progress: 100, resultKey, finishedAt, source: undefined },
      task,
    );
    if (stored.failure) return failed(taskId, stored.failure);
  }
  await context.coins.settle(task.owner, taskId);
  return completed(taskId);
}

/** The finished file: where it lies, or from the provider itself where it gives no address; nothing where the kind has none. */
async function fileOf(
  context: StoreResult,
  task: Task,
): Promise<ResultSource | ResultFile | undefined> {
  if (kinds[task.kind].result.field === undefined) return undefined;
  if (task.source) return task.source;
  const provider = await context.provider(task.provider);
  if (task.generatedAt === undefined || !provider.fetchResult) {
    throw new Error(`Task ${task.id} has no finished file to store.`);
  }
  return provider.fetchResult(task.operation ?? null);
}
