import type { Provider } from '../providers/provider.ts';
import { unlearned } from './expectation.ts';
import { pollSchedule } from './poll-schedule.ts';
import type { Task } from './task.ts';

/**
 * When to look at a task that its provider has taken: the waits before each look, in whole seconds.
 * @param elapsedSeconds how long ago it was taken; more than 0 for an execution that takes a task over
 */
export function planLooks(
  provider: Provider,
  task: Task,
  deadlineSeconds: number,
  elapsedSeconds = 0,
): number[] {
  const { expectation = unlearned(provider.expectedSeconds(task.kind, task.request)) } = task;
  return pollSchedule({
    expectation,
    shortestSeconds: provider.secondsBetweenChecks,
    deadlineSeconds,
    callsBack: task.callbackSecretHashes !== undefined,
    elapsedSeconds,
  });
}
