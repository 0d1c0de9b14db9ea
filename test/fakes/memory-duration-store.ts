import type { DurationStore, Run, WorkSort } from '../../functions/tasks/durations.ts';

/** Runs in memory; passes the same suite as the DynamoDB store. */
export function createMemoryDurationStore(): DurationStore {
  const sorts = new Map<string, Map<string, Run>>();
  const plans = new Map<string, readonly number[]>();
  const getKey = ({ provider, kind, model, length }: WorkSort) =>
    JSON.stringify([provider, kind, model ?? null, length]);
  return {
    async add(sort, run) {
      const runs = sorts.get(getKey(sort)) ?? new Map<string, Run>();
      runs.set(`${run.finishedAt}#${run.taskId}`, run);
      sorts.set(getKey(sort), runs);
    },
    async recent(sort) {
      return [...(sorts.get(getKey(sort)) ?? [])]
        .sort(([one], [other]) => (one < other ? 1 : -1))
        .slice(0, 64)
        .map(([, { seconds }]) => seconds);
    },
    async saveChecks(sort, waits) {
      plans.set(getKey(sort), waits);
    },
    checks: async (sort) => plans.get(getKey(sort)),
  };
}
