import type { Pace } from '../../functions/pacing/pace.ts';
import type { LineKey, PacingStore } from '../../functions/pacing/pacing-store.ts';

/** Paces and lines in memory; passes the same suite as the DynamoDB store. */
export function createMemoryPacingStore(): PacingStore {
  const paces = new Map<string, Pace>();
  const lines = new Map<string, Map<string, number>>();
  const lineOf = (provider: string) => lines.get(provider) ?? new Map<string, number>();

  return {
    async getPace(provider) {
      return structuredClone(paces.get(provider));
    },
    async replacePace(provider, next) {
      if ((paces.get(provider)?.version ?? 0) !== next.version - 1) return false;
      paces.set(provider, structuredClone(next));
      return true;
    },
    async joinLine(provider, entry) {
      lines.set(provider, lineOf(provider).set(sortKey(entry), entry.dueAt));
    },
    async leaveLine(provider, key) {
      lineOf(provider).delete(sortKey(key));
    },
    async countWaiting(provider, now, before) {
      const entries = [...lineOf(provider)].filter(
        ([key, dueAt]) => dueAt >= now && (!before || key < sortKey(before)),
      );
      return entries.length;
    },
  };
}

function sortKey({ createdAt, taskId }: LineKey): string {
  return `${createdAt}#${taskId}`;
}
