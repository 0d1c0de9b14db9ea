import { changeTask } from './change-task.ts';
import { type GetTaskDependencies, getTask, type TaskReference } from './get-task.ts';
import type { Task } from './task.ts';

/**
 * Gives one of the owner's tasks another name.
 * @throws InvalidRequestError, TaskNotFoundError as `getTask` does.
 */
export async function renameTask(
  context: GetTaskDependencies,
  wanted: TaskReference,
  name: string,
): Promise<Task> {
  const task = await getTask(context, wanted);
  const rename = (current: Task) => (current.name === name ? undefined : { name });
  return (await changeTask(context, task.id, rename, task)).task;
}
