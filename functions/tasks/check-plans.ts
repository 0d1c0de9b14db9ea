import type { Clock } from '../clock.ts';
import { type DurationStore, getWorkSort } from './durations.ts';
import type { Task } from './task.ts';

export interface CheckPlansDependencies {
  readonly durations: Pick<DurationStore, 'saveChecks' | 'checks'>;
  readonly clock: Clock;
  warn(message: string, error: unknown): void;
}

/** How old a warm function's knowledge may be, in milliseconds. */
const REMEMBERED = 60_000;

/**
 * When tasks are checked, from the last one of the same sort: an execution must know when its first check is before its
 * provider was asked to begin. A plan that is missing or out of date costs one more state and nothing else, so that no
 * task fails for it.
 */
export function createCheckPlans({ durations, clock, warn }: CheckPlansDependencies) {
  const known = new Map<string, { readonly until: number; readonly checks: readonly number[] }>();

  async function read(task: Task): Promise<readonly number[] | undefined> {
    const sort = getWorkSort(task.provider, task);
    const key = JSON.stringify(sort);
    const remembered = known.get(key);
    if (remembered && remembered.until > clock.now()) return remembered.checks;
    const checks = await durations.checks(sort);
    if (checks) known.set(key, { until: clock.now() + REMEMBERED, checks });
    return checks;
  }

  async function write(task: Task, checks: readonly number[]): Promise<void> {
    const sort = getWorkSort(task.provider, task);
    const key = JSON.stringify(sort);
    if (known.get(key)?.checks.join() === checks.join()) return;
    const entry = { until: Number.POSITIVE_INFINITY, checks };
    known.set(key, entry);
    try {
      await durations.saveChecks(sort, checks);
    } catch (error) {
      if (known.get(key) === entry) known.delete(key);
      throw error;
    }
  }

  return {
    /** The waits before each check of a task that is about to be started, in whole seconds; undefined if unknown. */
    async expectChecks(task: Task): Promise<readonly number[] | undefined> {
      try {
        return await read(task);
      } catch (error) {
        warn(`It could not be read when task ${task.id} will be checked`, error);
        return undefined;
      }
    },

    /** Keeps the plan of a task that was just started, for the next ones. */
    async rememberChecks(task: Task, checks: readonly number[]): Promise<void> {
      try {
        await write(task, checks);
      } catch (error) {
        warn(`It could not be written down when task ${task.id} is checked`, error);
      }
    },
  };
}
