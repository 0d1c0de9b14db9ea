import { isOpen, type Task } from '../../functions/tasks/task.ts';
import { type TaskStore, toListedOutcome } from '../../functions/tasks/task-store.ts';

/** Records in memory; passes the same suite as the DynamoDB store. */
export function createMemoryTaskStore(): TaskStore {
  const tasks = new Map<string, Task>();
  return {
    async create(task) {
      if (tasks.has(task.id)) return false;
      tasks.set(task.id, structuredClone(task));
      return true;
    },
    async get(id) {
      return structuredClone(tasks.get(id));
    },
    async replace(next) {
      if (tasks.get(next.id)?.version !== next.version - 1) return false;
      tasks.set(next.id, structuredClone(next));
      return true;
    },
    async getAll(ids) {
      return ids.flatMap((id) => structuredClone(tasks.get(id)) ?? []);
    },
    async listOpenIds(before, limit) {
      return [...tasks.values()]
        .filter((task) => isOpen(task) && openSince(task) < before)
        .sort((a, b) => (openSince(a) < openSince(b) ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id);
    },
    async listPage({ owner, kind, externalId, outcome, from = '', before, limit }) {
      return [...tasks.values()]
        .filter(
          (task) =>
            task.owner === owner &&
            task.deletedAt === undefined &&
            (kind === undefined || task.kind === kind) &&
            (outcome === undefined || toListedOutcome(task.status) === outcome) &&
            (externalId === undefined || task.externalId === externalId),
        )
        .map((task) => ({ id: task.id, position: listedAt(task) }))
        .filter(({ position }) => position >= from && position < before)
        .sort((a, b) => (a.position < b.position ? 1 : -1))
        .slice(0, limit);
    },
    async listIds(owner, kind) {
      return [...tasks.values()]
        .filter(
          (task) => task.owner === owner && task.kind === kind && task.deletedAt === undefined,
        )
        .sort((a, b) => (listedAt(a) < listedAt(b) ? 1 : -1))
        .map(({ id }) => id);
    },
  };
}

function openSince({ createdAt, sweptAt }: Task): string {
  return sweptAt ?? createdAt;
}

function listedAt({ createdAt, id }: Task): string {
  return `${createdAt}#${id}`;
}
