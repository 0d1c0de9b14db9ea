import type { DurationStore, Run, WorkSort } from '../../functions/tasks/durations.ts';

/** Runs in memory; passes the same suite as the DynamoDB store. */
export function createMemoryDurationStore(): DurationStore {
  const sorts = new Map<string, Map<string, Run>>();
  const plans = new Map<string, readonly number[]>();
  const keyOf = ({ provider, kind, model, length }: WorkSort) =>
    JSON.stringify([provider, kind, model ?? null, length]);
  return {
    async add(sort, run) {
      const runs = sorts.get(keyOf(sort)) ?? new Map<string, Run>();
      runs.set(`${run.finishedAt}#${run.taskId}`, run);
      sorts.set(keyOf(sort), runs);
    },
    async recent(sort) {
      return [...(sorts.get(keyOf(sort)) ?? [])]
        .sort(([one], [other]) => (one < other ? 1 : -1))
        .slice(0, 64)
        .map(([, { seconds }]) => seconds);
    },
    async saveChecks(sort, waits) {
      plans.set(keyOf(sort), waits);
    },
    checks: async (sort) => plans.get(keyOf(sort)),
  };
}
