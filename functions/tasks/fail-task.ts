import type { Clock } from '../clock.ts';
import { changeTask } from './change-task.ts';
import type { Coins } from './ports.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { completed, failed, type StepOutcome } from './step-outcome.ts';
import { type Failure, isFinished } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface FailTaskDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly throttle: ReleaseSlotDependencies;
  readonly clock: Clock;
}

/** A failure travels in webhooks of limited size; a provider's own words may be any length. In characters. */
const LONGEST_CODE = 100;
const LONGEST_MESSAGE = 1000;

/** Writes down why the task failed and gives its coins back; both can be repeated. A completed task stays completed. */
export async function failTask(
  context: FailTaskDependencies,
  taskId: string,
  failure: Failure,
): Promise<StepOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  const finishedAt = new Date(context.clock.now()).toISOString();
  const { task: ended } = await changeTask(context, taskId, (current) =>
    isFinished(current) ? undefined : { status: 'failed', failure: cut(failure), finishedAt },
  );
  if (ended.throttled) await releaseSlot(context.throttle, ended);
  if (!ended.failure) return completed(taskId);
  await context.coins.refund(task.owner, taskId, task.kind, task.claim);
  return failed(taskId, ended.failure);
}

function cut({ code, message }: Failure): Failure {
  return { code: code.slice(0, LONGEST_CODE), message: message.slice(0, LONGEST_MESSAGE) };
}
