import type { TaskKind } from '../catalog/catalog.ts';
import type { TaskStore } from './task-store.ts';

/** How many of the newest tasks count. */
const RECENT = 100;

/**
 * How long the owner's recently completed tasks of a kind took, in seconds from creation to result; undefined if none
 * has completed.
 */
export async function averageProcessingTime(
  { tasks }: { tasks: TaskStore },
  owner: string,
  kind: TaskKind,
): Promise<number | undefined> {
  const recent = await tasks.getAll((await tasks.listIds(owner, kind)).slice(0, RECENT));
  const seconds = recent.flatMap(({ status, createdAt, finishedAt }) =>
    status === 'completed' && finishedAt !== undefined
      ? [(Date.parse(finishedAt) - Date.parse(createdAt)) / 1000]
      : [],
  );
  if (seconds.length === 0) return undefined;
  return seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
}
