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
  /** Keeps the words of a fault of ours for the operator. */
  warn(message: string, error: unknown): void;
}

/** A failure travels in webhooks of limited size; a provider's own words may be any length. In characters. */
const LONGEST_CODE = 100;
const LONGEST_MESSAGE = 1000;
/** The code of all errors that are no provider's (infra/task-workflow.ts). */
const INTERNAL = 'internal_error';

/** Writes down why the task failed and gives its coins back; both can be repeated. A completed task stays completed. */
export async function failTask(
  context: FailTaskDependencies,
  taskId: string,
  failure: Failure,
): Promise<StepOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  const shown = toShown(context, taskId, failure);
  const finishedAt = new Date(context.clock.now()).toISOString();
  const { task: ended } = await changeTask(context, taskId, (current) =>
    isFinished(current) ? undefined : { status: 'failed', failure: shown, finishedAt },
  );
  if (ended.throttled) await releaseSlot(context.throttle, ended);
  if (!ended.failure) return completed(taskId);
  await context.coins.refund(task.owner, taskId, task.kind, task.claim);
  return failed(taskId, ended.failure);
}

/** What the owner may know: of a fault of ours, whose words may name accounts and roles at AWS, only that there was one. */
function toShown(
  { warn }: Pick<FailTaskDependencies, 'warn'>,
  taskId: string,
  { code, message }: Failure,
): Failure {
  if (code === INTERNAL) {
    warn(`task ${taskId} failed by a fault of ours`, new Error(message));
    const sentence = `The service could not carry the task to its end. Its operator finds the reason under the id ${taskId}.`;
    return { code, message: sentence };
  }
  return { code: code.slice(0, LONGEST_CODE), message: message.slice(0, LONGEST_MESSAGE) };
}
