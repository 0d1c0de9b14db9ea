import type { Clock } from '../clock.ts';
import type { Announcements } from './announcements.ts';
import { cancelled } from './cancellation.ts';
import { changeTask } from './change-task.ts';
import type { Coins } from './ports.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { settlePrice } from './settle-price.ts';
import { failed, type StepOutcome, shortenFailure } from './step-outcome.ts';
import { type Failure, isFinished, type Task } from './task.ts';
import { TaskCompletedError, TaskNotFoundError } from './task-errors.ts';
import { completionEventId, createFailureEvents } from './task-event.ts';
import type { TaskStore } from './task-store.ts';

export interface FailTaskDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly throttle: ReleaseSlotDependencies;
  readonly announcements: Announcements;
  readonly clock: Clock;
  /** Where results are read, without a slash at the end. */
  readonly mediaUrl: string;
  /** Called once for every task that has ended and is announced, for the operator's metrics. */
  noteEnd(task: Task): void;
  /** Keeps the words of a an internal fault for the operator. */
  warn(message: string, error: unknown): void;
}

export interface FailTaskCall {
  readonly taskId: string;
  readonly failure: Failure;
  /** Until the function is ended. */
  readonly millisecondsLeft: () => number;
}

/** The code of all errors that are no provider's (infra/task-workflow.ts). */
const INTERNAL = 'internal_error';

/**
 * Writes down why the task failed, gives its coins back and announces it; all of it can be repeated. The first failure
 * stands; a task that is to be cancelled was cancelled.
 * @throws TaskCompletedError if the task is completed, or its completion is announced; TaskNotFoundError
 */
export async function failTask(
  context: FailTaskDependencies,
  { taskId, failure, millisecondsLeft }: FailTaskCall,
): Promise<StepOutcome> {
  const ended = await recordFailure(context, taskId, failure);
  if (ended.throttled) await releaseSlot(context.throttle, ended);
  await settlePrice(context.coins, ended);
  const announced = [];
  for (const event of createFailureEvents(ended, context.mediaUrl)) {
    announced.push(await context.announcements.record(event));
  }
  const announcedAt = new Date(context.clock.now()).toISOString();
  const mark = (current: Task) => (current.announcedAt === undefined ? { announcedAt } : undefined);
  const { changed } = await changeTask(context, taskId, mark, ended);
  if (changed) context.noteEnd(ended);
  await Promise.all(announced.map(({ deliver }) => deliver(millisecondsLeft())));
  return failed(taskId, ended.failure);
}

type FailedTask = Task & { readonly failure: Failure };

async function recordFailure(
  context: FailTaskDependencies,
  taskId: string,
  failure: Failure,
): Promise<FailedTask> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  const isAnnounced =
    task.generatedAt !== undefined &&
    (await context.announcements.isRecorded(completionEventId(task)));
  if (isAnnounced) throw new TaskCompletedError(taskId);
  const finishedAt = new Date(context.clock.now()).toISOString();
  const end = {
    status: 'failed' as const,
    failure: toPublic(context, taskId, failure),
    finishedAt,
  };
  const fail = (current: Task) => {
    if (isFinished(current)) return undefined;
    return current.cancelRequestedAt === undefined ? end : { ...end, failure: cancelled };
  };
  const { task: ended } = await changeTask(context, taskId, fail, task);
  if (!ended.failure) throw new TaskCompletedError(taskId);
  return { ...ended, failure: ended.failure };
}

/** What the owner may know. The words of an internal error may name accounts and roles at AWS: they go to the log. */
function toPublic(
  { warn }: Pick<FailTaskDependencies, 'warn'>,
  taskId: string,
  failure: Failure,
): Failure {
  if (failure.code !== INTERNAL) return shortenFailure(failure);
  warn(`Task ${taskId} failed by an internal error.`, new Error(failure.message));
  const message = `The service failed to carry out task ${taskId}. Its operator finds the reason in the logs under this id.`;
  return { code: INTERNAL, message };
}
