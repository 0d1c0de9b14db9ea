import type { Clock } from '../clock.ts';
import { type CheckProviderDependencies, checkProvider } from './check-provider.ts';
import type { WaitingStates } from './ports.ts';
import { saveToken } from './save-token.ts';
import { getFinalOutcome, running, type StepOutcome, waiting } from './step-outcome.ts';
import type { Task } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';

export interface CheckTaskDependencies extends CheckProviderDependencies {
  readonly waitingStates: WaitingStates;
}

export interface CheckTaskCall {
  readonly taskId: string;
  /** The token of the state that waits while the task goes on. */
  readonly token: string;
  /** True where no check is due yet, because the state only learned how long to wait. */
  readonly isFirst: boolean;
}

/** As long as the step that starts a task may run and its state waits for it, in seconds. */
const LONGEST_START = 70;
/** When to start a task again whose start came to nothing unnoticed, in seconds. */
const START_AGAIN = 2;

/**
 * The loop's step: asks the provider how its work is and writes down what is new. While the work goes on the state
 * waits, for its time-out or for the provider's call; once it is over the state is resumed with the outcome.
 */
export async function checkTask(
  context: CheckTaskDependencies,
  call: CheckTaskCall,
): Promise<StepOutcome> {
  const task = await getTask(context, call);
  const isTooEarly = call.isFirst && task.calledBackAt === undefined;
  const outcome = getFinalOutcome(task) ?? (isTooEarly ? undefined : await check(context, task));
  if (!outcome) return running(task.id, []);
  await context.waitingStates.resume(call.token, outcome);
  return outcome;
}

async function getTask(
  context: CheckTaskDependencies,
  { taskId, token }: CheckTaskCall,
): Promise<Task> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  return task.callbackSecretHashes === undefined ? task : saveToken(context, task, token);
}

async function check(context: CheckTaskDependencies, task: Task): Promise<StepOutcome | undefined> {
  return task.operation === undefined ? checkStart(context, task) : checkProvider(context, task);
}

/** A start may take longer than the wait for the first check; one that came to nothing unnoticed is made again. */
function checkStart({ clock }: CheckTaskDependencies, task: Task): StepOutcome | undefined {
  const { startRequestedAt } = task;
  const isUnderWay =
    startRequestedAt !== undefined && secondsSince(startRequestedAt, clock) < LONGEST_START;
  return isUnderWay ? undefined : waiting(task.id, START_AGAIN, 0);
}

function secondsSince(time: string, clock: Clock): number {
  return (clock.now() - Date.parse(time)) / 1000;
}
