import type { ProviderLoad } from '../../functions/throttling/provider-load.ts';
import type { QueueKey, ThrottlingStore } from '../../functions/throttling/throttling-store.ts';

/** Loads and queues in memory; passes the same suite as the DynamoDB store. */
export function createMemoryThrottlingStore(): ThrottlingStore {
  const loads = new Map<string, ProviderLoad>();
  const queues = new Map<string, Map<string, number>>();
  const getQueue = (provider: string) => queues.get(provider) ?? new Map<string, number>();

  return {
    async getLoad(provider) {
      return structuredClone(loads.get(provider));
    },
    async replaceLoad(provider, next) {
      if ((loads.get(provider)?.version ?? 0) !== next.version - 1) return false;
      loads.set(provider, structuredClone(next));
      return true;
    },
    async enqueue(provider, entry) {
      queues.set(provider, getQueue(provider).set(sortKey(entry), entry.dueAt));
    },
    async dequeue(provider, key) {
      getQueue(provider).delete(sortKey(key));
    },
    async countWaiting(provider, now, before) {
      const entries = [...getQueue(provider)].filter(
        ([key, dueAt]) => dueAt >= now && (!before || key < sortKey(before)),
      );
      return entries.length;
    },
  };
}

function sortKey({ createdAt, taskId }: QueueKey): string {
  return `${createdAt}#${taskId}`;
}
