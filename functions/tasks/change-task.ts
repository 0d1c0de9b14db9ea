import type { Clock } from '../clock.ts';
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
  for (let tries = 0; tries < TRIES; tries += 1) {
    const task = (tries === 0 && known) || (await tasks.get(id));
    if (!task) throw new Error(`There is no task ${id}.`);
    const change = decide(task);
    if (!change) return { changed: false, task };
    const next = applyChange(task, change, clock.now());
    if (await tasks.replace(next)) return { changed: true, task: next };
  }
  throw new Error(`Task ${id} was changed by others ${TRIES} times while we tried to change it.`);
}
