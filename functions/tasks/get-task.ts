import { isSameFamily, type TaskKind } from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import type { Clock } from '../clock.ts';
import { isExpired, type Task } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import { isExecutionName, isTaskId } from './task-id.ts';
import type { TaskStore } from './task-store.ts';

export interface GetTaskDependencies {
  readonly tasks: TaskStore;
  readonly clock: Clock;
}

/** Which task is meant: the same id under another owner or family of kinds is not found. */
export interface TaskReference {
  readonly owner: string;
  readonly kind: TaskKind;
  readonly id: string;
}

/**
 * One of the owner's tasks.
 * @throws InvalidRequestError for what can't be an id (a2e-api 1: 400, not 404), TaskNotFoundError when there is none.
 */
export async function getTask(
  { tasks, clock }: GetTaskDependencies,
  wanted: TaskReference,
): Promise<Task> {
  const task = isExecutionName(wanted.id) ? await tasks.get(wanted.id) : undefined;
  if (task && isVisible(task, wanted, clock.now())) return task;
  if (isTaskId(wanted.id)) throw new TaskNotFoundError(wanted.id);
  const message = 'Invalid task ID format: an id is 24 hexadecimal characters';
  throw new InvalidRequestError([{ field: '', message }]);
}

/**
 * One of the owner's tasks, of whatever kind.
 * @throws InvalidRequestError for what can't be an id, TaskNotFoundError when there is none.
 */
export async function getOwnTask(
  dependencies: GetTaskDependencies,
  { owner, id }: Pick<TaskReference, 'owner' | 'id'>,
): Promise<Task> {
  const task = isExecutionName(id) ? await dependencies.tasks.get(id) : undefined;
  return getTask(dependencies, { owner, id, kind: task?.kind ?? 'image-to-video' });
}

/** True when the owner may see the record at all. */
export function isVisible(
  task: Task,
  { owner, kind }: Pick<TaskReference, 'owner' | 'kind'>,
  now: number,
): boolean {
  return (
    task.owner === owner &&
    isSameFamily(task.kind, kind) &&
    task.deletedAt === undefined &&
    !isExpired(task, now)
  );
}
