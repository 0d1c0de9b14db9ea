import type { Operation } from '../providers/operation.ts';
import type { StopOutcome } from '../providers/stop-work.ts';
import { createCancellation, endCancelled, isBeingCancelled, isCancelled } from './cancellation.ts';
import { changeTask } from './change-task.ts';
import { type GetTaskDependencies, getOwnTask } from './get-task.ts';
import type { Coins, TaskExecutions } from './ports.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { settlePrice } from './settle-price.ts';
import { isFinished, type Task, type TaskChange } from './task.ts';
import { TaskFinishedError, TaskNotFoundError } from './task-errors.ts';
import { getExecutionName } from './task-execution.ts';

export interface CancelTaskDependencies extends GetTaskDependencies {
  readonly coins: Coins;
  readonly throttle: ReleaseSlotDependencies;
  readonly workflow: TaskExecutions;
  /** Has a provider stop its work on a task. */
  stopWork(work: {
    readonly provider: string;
    readonly operation: Operation;
  }): Promise<StopOutcome>;
  pause(milliseconds: number): Promise<void>;
}

/** How often the record is read while others carry the cancellation out, and the pause in between, in milliseconds. */
const READS = 40;
const PAUSE = 250;

/**
 * Cancels one of the owner's tasks, at whatever state before its provider is done. The coins go back, unless the
 * provider goes on. Cancelling again changes nothing and answers the same.
 *
 * The wish is recorded first, and decides who carries it out: this call, unless the provider is just being asked to
 * start; then the step that asks it. If that dies, the next check of the task does it. What is left to do once the
 * record has ended, an execution does, or the sweep.
 * @returns the record; not ended yet if the provider took too long to answer its start
 * @throws TaskFinishedError if it has ended otherwise, or its provider is done; TaskNotFoundError, InvalidRequestError
 */
export async function cancelTask(
  context: CancelTaskDependencies,
  wanted: { readonly owner: string; readonly id: string },
): Promise<Task> {
  const known = await getOwnTask(context, wanted);
  const now = context.clock.now();
  const { changed, task } = await changeTask(
    context,
    known.id,
    (current) => requestCancellation(current, now),
    known,
  );
  if (changed && isFinished(task)) return leave(context, task);
  if (changed && task.operation !== undefined) return stop(context, task, task.operation);
  return toAnswer(await waitForEnd(context, task));
}

/** Ends at once what no provider was asked for. */
function requestCancellation(task: Task, now: number): TaskChange | undefined {
  const isTooLate =
    isFinished(task) || task.generatedAt !== undefined || task.deletedAt !== undefined;
  if (isTooLate || isBeingCancelled(task, now)) return undefined;
  return task.startRequestedAt === undefined
    ? { ...createCancellation('stopped', now), ...nextRun(task) }
    : { cancelRequestedAt: new Date(now).toISOString() };
}

/** The execution that carries the task is ended, and another one makes its outcome known. */
function nextRun({ runs = 1 }: Task): TaskChange {
  return { runs: runs + 1 };
}

async function stop(
  context: CancelTaskDependencies,
  task: Task,
  operation: Operation,
): Promise<Task> {
  const outcome = await context.stopWork({ provider: task.provider, operation });
  const ended = await endCancelled(context, task, outcome, nextRun(task));
  return ended.changed && isFinished(ended.task)
    ? leave(context, ended.task)
    : toAnswer(ended.task);
}

/** All of it is repeated by the execution that makes the outcome known. */
async function leave(context: CancelTaskDependencies, task: Task): Promise<Task> {
  if (task.throttled) await releaseSlot(context.throttle, task);
  await settlePrice(context.coins, task);
  const before = getExecutionName({ ...task, runs: (task.runs ?? 1) - 1 });
  await context.workflow.stop(before.name, 'The task was cancelled.');
  const { name, input } = getExecutionName(task);
  await context.workflow.start(name, input);
  return task;
}

async function waitForEnd(context: CancelTaskDependencies, task: Task): Promise<Task> {
  let current = task;
  for (let reads = 0; reads < READS && isUnderWay(current); reads += 1) {
    await context.pause(PAUSE);
    current = (await context.tasks.get(task.id)) ?? current;
  }
  return current;
}

function isUnderWay(task: Task): boolean {
  const { cancelRequestedAt, generatedAt } = task;
  return !isFinished(task) && generatedAt === undefined && cancelRequestedAt !== undefined;
}

function toAnswer(task: Task): Task {
  if (isCancelled(task) || isUnderWay(task)) return task;
  if (task.deletedAt !== undefined) throw new TaskNotFoundError(task.id);
  throw new TaskFinishedError(task.status);
}
