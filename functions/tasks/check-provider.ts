import type { Clock } from '../clock.ts';
import type { OperationStatus, ResultSource } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { stopWork } from '../providers/stop-work.ts';
import { endCancelled, isBeingCancelled } from './cancellation.ts';
import { changeTask } from './change-task.ts';
import { type DurationStore, missedCall, rememberDuration } from './durations.ts';
import { giveUp } from './give-up.ts';
import { completed, failed, type StepOutcome } from './step-outcome.ts';
import { isFinished, type Task, type TaskChange } from './task.ts';
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

/**
 * Asks the provider how its work is and writes down what is new. Answers how the work ended; undefined while it goes on.
 * What an earlier check has written down is not asked for again.
 */
export async function checkProvider(
  context: CheckProviderDependencies,
  task: Task,
): Promise<StepOutcome | undefined> {
  if (task.generatedAt !== undefined) return completed(task.id);
  const provider = await context.provider(task.provider);
  if (task.cancelRequestedAt !== undefined) return cancelLate(context, provider, task);
  const status = await ask(context, provider, task);
  if (status?.state === 'failed') {
    return failed(task.id, { code: status.code, message: status.message });
  }
  if (status?.state === 'completed') {
    await writeDone(context, task, status);
    return completed(task.id);
  }
  const elapsedSeconds =
    (context.clock.now() - Date.parse(task.startRequestedAt ?? task.createdAt)) / 1000;
  if (elapsedSeconds >= context.deadlineSeconds) return giveUp(context, provider, task, status);
  if (status)
    await changeTask(context, task.id, (current) => getProgressChange(current, status), task);
  return undefined;
}

/** Whoever was asked to cancel the task does it; the check does, where that was in vain. */
async function cancelLate(
  context: CheckProviderDependencies,
  provider: Provider,
  task: Task,
): Promise<StepOutcome | undefined> {
  if (isBeingCancelled(task, context.clock.now())) return undefined;
  const stopped = await stopWork(provider, task.operation ?? null);
  const { task: ended } = await endCancelled(context, task, stopped);
  return ended.failure && failed(task.id, ended.failure);
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

/** Longer links would crowd the record, and `data:` URLs are the file itself: they are asked for again. In characters. */
const LONGEST_KEPT_LINK = 8_192;

function isKept(result: ResultSource): boolean {
  return 'key' in result || result.url.length <= LONGEST_KEPT_LINK;
}

async function writeDone(
  context: CheckProviderDependencies,
  task: Task,
  { result, facts }: Extract<OperationStatus, { state: 'completed' }>,
): Promise<void> {
  const generatedAt = new Date(context.clock.now()).toISOString();
  const source = result && isKept(result) ? result : undefined;
  const change = (current: Task): TaskChange | undefined =>
    isFinished(current) || current.generatedAt !== undefined
      ? undefined
      : { status: 'processing', source, facts, generatedAt, queuePosition: undefined };
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
