import type { OperationStatus } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { failed, type StepOutcome } from './step-outcome.ts';
import type { Task } from './task.ts';

export interface GiveUpDependencies {
  /** How long a provider may take from the start on, in seconds. */
  readonly deadlineSeconds: number;
  /** Warns the operator of what went wrong without harm to the task. */
  warn(message: string, error?: unknown): void;
}

/**
 * Fails a task whose time is over, and asks the provider to cancel the work.
 * @param status what the provider said of the work at last; undefined if it could not be asked
 */
export async function giveUp(
  { deadlineSeconds, warn }: GiveUpDependencies,
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
