import type { Task } from '../tasks/task.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import type { Metrics } from './metrics.ts';

/** Codes of failures that are neither the request's nor the provider's: someone should look. */
const OUR_FAULTS = new Set(['internal_error', 'start_outcome_unknown', 'timed_out']);

/** The records, with the new ones counted by kind. */
export function measureTasks(tasks: TaskStore, metrics: Metrics): TaskStore {
  return {
    ...tasks,
    async create(task) {
      const isNew = await tasks.create(task);
      if (isNew && task.finishedAt === undefined)
        metrics.record({ TasksAccepted: 1 }, { kind: task.kind });
      return isNew;
    },
  };
}

/** Counts a task that has ended, by kind and provider: how, after how long, and at what price. */
export function measureEnd(
  { kind, provider, failure, coins, currency, ...times }: Task,
  metrics: Metrics,
) {
  const { createdAt, finishedAt = times.updatedAt } = times;
  const seconds = (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000;
  const values = failure
    ? { TasksFailed: 1, TaskFaults: OUR_FAULTS.has(failure.code) ? 1 : 0 }
    : { TasksCompleted: 1, TaskSeconds: seconds, CoinsSpent: currency === 'diamonds' ? 0 : coins };
  metrics.record(values, { kind, provider });
}
