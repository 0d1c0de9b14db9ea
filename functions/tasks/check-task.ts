import type { OperationStatus, Provider } from '../providers/provider.ts';
import { changeTask } from './change-task.ts';
import type { Clock } from './clock.ts';
import { nextWaitSeconds } from './poll-schedule.ts';
import { completed, failed, outcomeOfFinished, running, type StepOutcome } from './step-outcome.ts';
import { isFinished, type Task, type TaskChange } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface CheckTask {
  readonly tasks: TaskStore;
  readonly clock: Clock;
  /** How long a provider may take from the start on, in seconds. */
  readonly deadlineSeconds: number;
  provider(name: string): Provider;
  /** Tells the operator that a provider could not be asked; the task goes on until its deadline. */
  warn(message: string, error: unknown): void;
}

/** The loop's step: asks the provider how its work is and writes down what is new. */
export async function checkTask(context: CheckTask, taskId: string): Promise<StepOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  const ended = outcomeOfFinished(task);
  if (ended) return ended;
  const provider = context.provider(task.provider);
  const status = await ask(context, provider, task);
  if (status?.state === 'failed') {
    return failed(task.id, { code: status.code, message: status.message });
  }
  if (status?.state === 'completed') {
    await changeTask(context, task.id, (current) =>
      isFinished(current) ? undefined : { status: 'processing', source: status.result },
    );
    return completed(task.id);
  }
  const elapsedSeconds = secondsSince(task.startRequestedAt ?? task.createdAt, context.clock);
  if (elapsedSeconds >= context.deadlineSeconds) return giveUp(context, provider, task, status);
  if (status) await changeTask(context, task.id, (current) => progressOf(current, status));
  const expectedSeconds = provider.expectedSeconds(task.kind, task.request);
  return running(task.id, nextWaitSeconds({ elapsedSeconds, expectedSeconds }));
}

/** The provider's answer; nothing when it could not be asked, which alone is no reason to fail a task. */
async function ask(
  { warn }: CheckTask,
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

function progressOf(
  task: Task,
  status: Extract<OperationStatus, { state: 'running' }>,
): TaskChange | undefined {
  if (isFinished(task)) return undefined;
  const word = status.phase === 'queued' ? 'pending' : 'processing';
  const progress = Math.max(task.progress, Math.floor(status.progress ?? 0));
  return task.status === word && task.progress === progress
    ? undefined
    : { status: word, progress };
}

async function giveUp(
  { deadlineSeconds, warn }: CheckTask,
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
