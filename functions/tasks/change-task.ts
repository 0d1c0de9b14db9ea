import type { Clock } from '../clock.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import { applyChange, type Task, type TaskChange } from './task.ts';
import type { TaskStore } from './task-store.ts';

/** Attempts per change, when others change the record in between. */
const TRIES = 10;

export interface ChangeTaskDependencies {
  readonly tasks: TaskStore;
  readonly clock: Clock;
}

/** The record after `changeTask`, and whether that call changed it. */
export interface ChangedTask {
  readonly changed: boolean;
  readonly task: Task;
}

/**
 * Changes a record by what `decide` makes of its newest version. `decide` may be called several times, so it must have
 * no side effect; it answers undefined when there is nothing to change.
 * @param known the record as the caller has just read it, which saves reading it again unless it has changed since
 * @throws Error when the record is gone, or was changed by others ten times in a row.
 */
export async function changeTask(
  { tasks, clock }: ChangeTaskDependencies,
  id: string,
  decide: (task: Task) => TaskChange | undefined,
  known?: Task,
): Promise<ChangedTask> {
  return retryOnConflict({ what: `Task ${id}`, tries: TRIES }, async (tried) => {
    const task = (tried === 0 && known) || (await tasks.get(id));
    if (!task) throw new Error(`There is no task ${id}.`);
    const change = decide(task);
    if (!change) return { changed: false, task };
    const next = applyChange(task, change, clock.now());
    return (await tasks.replace(next)) ? { changed: true, task: next } : CONFLICT;
  });
}
