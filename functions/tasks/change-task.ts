import type { Clock } from './clock.ts';
import { changed, type Task, type TaskChange } from './task.ts';
import type { TaskStore } from './task-store.ts';

/** How often a change is tried again when someone else changed the record in between. */
const TRIES = 10;

/**
 * Changes a record by what `decide` makes of its newest version, and answers the record as it then stands.
 * `decide` answers nothing when there is nothing to change.
 * @param known the record as the caller has just read it, which saves reading it again unless it has changed since
 * @throws Error when the record is gone, or was changed under us ten times in a row.
 */
export async function changeTask(
  { tasks, clock }: { tasks: TaskStore; clock: Clock },
  id: string,
  decide: (task: Task) => TaskChange | undefined,
  known?: Task,
): Promise<Task> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const task = (tries === 0 && known) || (await tasks.get(id));
    if (!task) throw new Error(`There is no task ${id}.`);
    const change = decide(task);
    if (!change) return task;
    const next = changed(task, change, clock.now());
    if (await tasks.replace(next)) return next;
  }
  throw new Error(`Task ${id} was changed by others ${TRIES} times while we tried to change it.`);
}
