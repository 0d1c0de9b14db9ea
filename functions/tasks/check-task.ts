import type { Clock } from '../clock.ts';
import type { OperationStatus } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { changeTask } from './change-task.ts';
import { type DurationStore, missedCall, rememberDuration } from './durations.ts';
import type { WaitingStates } from './ports.ts';
import { saveToken } from './save-token.ts';
import {
  completed,
  failed,
  getFinalOutcome,
  running,
  type StepOutcome,
  waiting,
} from './step-outcome.ts';
import { isFinished, type Task, type TaskChange } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface CheckProviderDependencies {
  readonly tasks: TaskStore;
  readonly durations: DurationStore;
  readonly clock: Clock;
  /** How long a provider may take from the start on, in seconds. */
  readonly deadlineSeconds: number;
  provider(name: string): Promise<Provider>;
  /** Warns the operator of what went wrong without harm to the task. */
  warn(message: string, error?: unknown): void;
}

export interface CheckTaskDependencies extends CheckProviderDependencies {
  readonly waitingStates: WaitingStates;
}

export interface CheckTaskCall {
  readonly taskId: string;
  /** The token of the state that waits while the task goes on. */
  readonly token: string;
  /** True where no check is due yet, because the state was only told how long to wait. */
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

/** How the work ended; undefined while it goes on. What an earlier check has written down is not asked for again. */
export async function checkProvider(
  context: CheckProviderDependencies,
  task: Task,
): Promise<StepOutcome | undefined> {
  if (task.generatedAt !== undefined) return completed(task.id);
  const provider = await context.provider(task.provider);
  const status = await ask(context, provider, task);
  if (status?.state === 'failed') {
    return failed(task.id, { code: status.code, message: status.message });
  }
  if (status?.state === 'completed') {
    await writeDone(context, task, status);
    return completed(task.id);
  }
  const elapsedSeconds = secondsSince(task.startRequestedAt ?? task.createdAt, context.clock);
  if (elapsedSeconds >= context.deadlineSeconds) return giveUp(context, provider, task, status);
  if (status)
    await changeTask(context, task.id, (current) => getProgressChange(current, status), task);
  return undefined;
}

/** The provider's answer; undefined if it could not be asked, which alone is no reason to fail a task. */
async function ask(
  { warn }: CheckProviderDependencies,
  provider: Provider,
  task: Task,
): Promise<OperationStatus | undefined> {
  try {
    return await provider.check(task.operation ?? null);
  } catch (error) {
    warn(`${provider.name} could not be asked about task ${task.id}`, error);
    return undefined;
  }
}

async function writeDone(
  context: CheckProviderDependencies,
  task: Task,
  { result, facts }: Extract<OperationStatus, { state: 'completed' }>,
): Promise<void> {
  const generatedAt = new Date(context.clock.now()).toISOString();
  const change = (current: Task): TaskChange | undefined =>
    isFinished(current) || current.generatedAt !== undefined
      ? undefined
      : { status: 'processing', source: result, facts, generatedAt, queuePosition: undefined };
  const { task: done } = await changeTask(context, task.id, change, task);
  if (missedCall(done)) context.warn(`${done.provider} did not call about task ${task.id}`);
  try {
    await rememberDuration(context.durations, done);
  } catch (error) {
    context.warn(`It could not be remembered how long task ${task.id} took`, error);
  }
}

function getProgressChange(
  task: Task,
  status: Extract<OperationStatus, { state: 'running' }>,
): TaskChange | undefined {
  if (isFinished(task)) return undefined;
  const { queuePosition } = status;
  const word = status.phase === 'queued' ? 'pending' : 'processing';
  const progress = Math.max(task.progress, Math.floor(status.progress ?? 0));
  const isKnown =
    task.status === word && task.progress === progress && task.queuePosition === queuePosition;
  return isKnown ? undefined : { status: word, progress, queuePosition };
}

async function giveUp(
  { deadlineSeconds, warn }: CheckProviderDependencies,
  provider: Provider,
  task: Task,
  status: OperationStatus | undefined,
): Promise<StepOutcome> {
  try {
    await provider.cancel?.(task.operation ?? null);
  } catch (error) {
    warn(`${provider.name} could not be asked to cancel task ${task.id}`, error);
  }
  const minutes = Math.round(deadlineSeconds / 60);
  return failed(
    task.id,
    status
      ? {
          code: 'deadline_exceeded',
          message: `${provider.name} did not finish within ${minutes} minutes.`,
        }
      : {
          code: 'provider_unreachable',
          message: `${provider.name} could not be reached, and ${minutes} minutes have passed since the start.`,
        },
  );
}

function secondsSince(time: string, clock: Clock): number {
  return (clock.now() - Date.parse(time)) / 1000;
}
