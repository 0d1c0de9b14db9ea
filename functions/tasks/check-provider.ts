import type { OperationStatus } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { cancelLate } from './cancel-late.ts';
import { changeTask } from './change-task.ts';
import { type DurationStore, missedCall, rememberDuration } from './durations.ts';
import { giveUp } from './give-up.ts';
import { completed, failed, type StepOutcome } from './step-outcome.ts';
import { isFinished, type Task, type TaskChange } from './task.ts';
import { type WriteProgressDependencies, writeProgress } from './write-progress.ts';

export interface CheckProviderDependencies extends WriteProgressDependencies {
  readonly durations: DurationStore;
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
  if (status) await writeProgress(context, task, status);
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
