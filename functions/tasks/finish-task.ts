import { kinds } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import type { ResultStore } from '../media/result-store.ts';
import type { ResultFile, ResultSource } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import type { Announcements } from './announcements.ts';
import { changeTask } from './change-task.ts';
import type { Coins } from './ports.ts';
import { readResultKey } from './read-result-key.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { settlePrice } from './settle-price.ts';
import { applyChange, isFinished, type Task, type TaskChange } from './task.ts';
import { TaskFailedError, TaskNotFoundError } from './task-errors.ts';
import { createTaskEvent } from './task-event.ts';
import type { TaskStore } from './task-store.ts';

export interface FinishTaskDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly results: ResultStore;
  readonly throttle: ReleaseSlotDependencies;
  readonly announcements: Announcements;
  readonly clock: Clock;
  /** Where results are read, without a slash at the end. */
  readonly mediaUrl: string;
  provider(name: string): Promise<Provider>;
  /** Called once for every task that has ended and is announced, for the operator's metrics. */
  noteEnd(task: Task): void;
}

export interface FinishTaskCall {
  readonly taskId: string;
  /** Until the function is ended. */
  readonly millisecondsLeft: () => number;
}

/** How an execution ends well. */
export interface FinishedTask {
  readonly taskId: string;
  readonly status: 'completed' | 'deleted';
}

/**
 * Copies the finished file into our bucket, stores the event and its deliveries, then completes the record, spends the
 * coins and makes the first attempts. All of it can be repeated: what an earlier run has announced stands.
 * @throws TaskFailedError if the task failed meanwhile, TaskNotFoundError
 */
export async function finishTask(
  context: FinishTaskDependencies,
  { taskId, millisecondsLeft }: FinishTaskCall,
): Promise<FinishedTask> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  if (task.failure) throw new TaskFailedError(taskId, task.failure);
  if (task.deletedAt !== undefined && !isFinished(task)) return { taskId, status: 'deleted' };
  const completion = isFinished(task) ? {} : await createCompletion(context, task);
  const now = context.clock.now();
  const announcedAt = new Date(now).toISOString();
  const planned = applyChange(task, { ...completion, announcedAt }, now);
  const announced = await context.announcements.record(createTaskEvent(planned, context.mediaUrl));
  const resultKey = readResultKey(announced.body, context.mediaUrl) ?? planned.resultKey;
  const complete = (current: Task): TaskChange | undefined => {
    if (current.failure || current.announcedAt !== undefined) return undefined;
    return isFinished(current) ? { announcedAt } : { ...completion, resultKey, announcedAt };
  };
  const then = { tasks: context.tasks, clock: { now: () => now } };
  const { changed, task: ended } = await changeTask(then, taskId, complete, task);
  if (ended.failure) throw new TaskFailedError(taskId, ended.failure);
  await settlePrice(context.coins, ended);
  if (changed) context.noteEnd(ended);
  await announced.deliver(millisecondsLeft());
  return { taskId, status: 'completed' };
}

/** What completes the record, once its result is copied. */
async function createCompletion(context: FinishTaskDependencies, task: Task): Promise<TaskChange> {
  if (task.throttled) await releaseSlot(context.throttle, task);
  const file = await getFile(context, task);
  const { mediaType } = kinds[task.kind].result;
  const resultKey = file && (await context.results.copy(task.id, file, mediaType));
  const finishedAt = new Date(context.clock.now()).toISOString();
  return { status: 'completed', progress: 100, resultKey, finishedAt, source: undefined };
}

/** The finished file: its address, or its content from a provider that gives no address; undefined if the kind has none. */
async function getFile(
  context: FinishTaskDependencies,
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
