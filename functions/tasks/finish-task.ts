import type { Clock } from '../clock.ts';
import type { ResultMedia } from '../media/result-media.ts';
import type { Announcements } from './announcements.ts';
import { changeTask } from './change-task.ts';
import { type FetchResultDependencies, fetchResult } from './fetch-result.ts';
import type { Coins } from './ports.ts';
import { readAnnouncedResult } from './read-announced-result.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { settlePrice } from './settle-price.ts';
import { applyChange, isFinished, type Task, type TaskChange } from './task.ts';
import { TaskFailedError, TaskNotFoundError } from './task-errors.ts';
import { createTaskEvent } from './task-event.ts';
import type { TaskStore } from './task-store.ts';

export interface FinishTaskDependencies extends FetchResultDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly throttle: ReleaseSlotDependencies;
  readonly announcements: Announcements;
  readonly clock: Clock;
  /** Where results are read, without a slash at the end. */
  readonly mediaUrl: string;
  /** Has poster and preview made of a result that names their keys. Never fails; what it can't do, it warns of. */
  requestHighlights(result: FinishedResult): Promise<void>;
  /** Called once for every task that has ended and is announced, for the operator's metrics. */
  noteEnd(task: Task): void;
}

/** The result of the task with that id. */
export interface FinishedResult {
  readonly id: string;
  readonly resultKey?: string | undefined;
  readonly media?: ResultMedia | undefined;
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
 * @throws TaskFailedError if the task failed meanwhile, TaskNotFoundError, ResultError
 */
export async function finishTask(
  context: FinishTaskDependencies,
  { taskId, millisecondsLeft }: FinishTaskCall,
): Promise<FinishedTask> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  if (task.failure) throw new TaskFailedError(taskId, task.failure);
  if (task.deletedAt !== undefined && !isFinished(task)) return { taskId, status: 'deleted' };
  const { completion, lacksHighlights } = await createCompletion(context, task);
  const now = context.clock.now();
  const announcedAt = new Date(now).toISOString();
  const planned = applyChange(task, { ...completion, announcedAt }, now);
  const [announced] = await Promise.all([
    context.announcements.record(createTaskEvent(planned, context.mediaUrl)),
    lacksHighlights && context.requestHighlights(planned),
  ]);
  const { resultKey, media } =
    readAnnouncedResult(announced.body, task.kind, context.mediaUrl) ?? planned;
  // An earlier run has announced its own copy, and may have died before it had a poster made.
  if (lacksHighlights && resultKey !== planned.resultKey) {
    await context.requestHighlights({ id: taskId, resultKey, media });
  }
  const complete = (current: Task): TaskChange | undefined => {
    if (current.failure || current.announcedAt !== undefined) return undefined;
    return isFinished(current) ? { announcedAt } : { ...completion, resultKey, media, announcedAt };
  };
  const then = { tasks: context.tasks, clock: { now: () => now } };
  const { changed, task: ended } = await changeTask(then, taskId, complete, task);
  if (ended.failure) throw new TaskFailedError(taskId, ended.failure);
  await settlePrice(context.coins, ended);
  if (changed) context.noteEnd(ended);
  await announced.deliver(millisecondsLeft());
  return { taskId, status: 'completed' };
}

interface Completion {
  readonly completion: TaskChange;
  /** Whether poster and preview of the result are still to be made. */
  readonly lacksHighlights: boolean;
}

/** What completes the record, once its result is copied; no change if it is completed already. */
async function createCompletion(context: FinishTaskDependencies, task: Task): Promise<Completion> {
  if (isFinished(task)) return { completion: {}, lacksHighlights: false };
  if (task.throttled) await releaseSlot(context.throttle, task);
  const stored = await fetchResult(context, task);
  const finishedAt = new Date(context.clock.now()).toISOString();
  const result = { resultKey: stored?.key, media: stored?.media, source: undefined };
  return {
    completion: { status: 'completed', progress: 100, ...result, finishedAt },
    lacksHighlights: stored?.lacksHighlights === true,
  };
}
