import type { Provider } from '../providers/provider.ts';
import { unlearned } from './expectation.ts';
import { pollSchedule } from './poll-schedule.ts';
import type { Task } from './task.ts';

/**
 * When to check at a task that its provider has taken: the waits before each check, in whole seconds.
 * @param elapsedSeconds how long ago it was taken; more than 0 for an execution that takes a task over
 */
export function planChecks(
  provider: Provider,
  task: Task,
  deadlineSeconds: number,
  elapsedSeconds = 0,
): readonly number[] {
  const { expectation = unlearned(provider.expectedSeconds(task.kind, task.request)) } = task;
  return pollSchedule({
    expectation,
    shortestSeconds: provider.secondsBetweenChecks,
    deadlineSeconds,
    callsBack: task.callbackSecretHashes !== undefined,
    elapsedSeconds,
  });
}
