import { kinds } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import type { ResultStore } from '../media/result-store.ts';
import type { ResultFile, ResultSource } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { changeTask } from './change-task.ts';
import type { Coins } from './ports.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { completed, failed, type StepOutcome } from './step-outcome.ts';
import { isFinished, type Task } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface StoreResultDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly results: ResultStore;
  readonly throttle: ReleaseSlotDependencies;
  readonly clock: Clock;
  provider(name: string): Promise<Provider>;
}

/** Copies the finished file into our bucket, completes the record and spends the coins; all of it can be repeated. */
export async function storeResult(
  context: StoreResultDependencies,
  taskId: string,
): Promise<StepOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  if (task.status !== 'completed') {
    if (task.throttled) await releaseSlot(context.throttle, task);
    const file = await getFile(context, task);
    const { mediaType } = kinds[task.kind].result;
    const resultKey = file && (await context.results.copy(taskId, file, mediaType));
    const finishedAt = new Date(context.clock.now()).toISOString();
    const { task: stored } = await changeTask(
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
  await context.coins.settle(task.owner, taskId, task.claim);
  return completed(taskId);
}

/** The finished file: its address, or its content from a provider that gives no address; undefined if the kind has none. */
async function getFile(
  context: StoreResultDependencies,
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
