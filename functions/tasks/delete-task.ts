import { changeTask } from './change-task.ts';
import { type GetTaskDependencies, getTask, type TaskReference } from './get-task.ts';
import type { Coins, ResultFiles, TaskExecutions } from './ports.ts';
import { type ReleaseSlotDependencies, releaseSlot } from './release-slot.ts';
import { isFinished, type Task } from './task.ts';
import { TaskProcessingError } from './task-errors.ts';
import { getExecutionName } from './task-execution.ts';

export interface DeleteTaskDependencies extends GetTaskDependencies {
  readonly coins: Coins;
  readonly throttle: ReleaseSlotDependencies;
  readonly workflow: TaskExecutions;
  readonly files: ResultFiles;
}

/**
 * Deletes a task as A2E does (a2e-api 1.4): one that nobody works on yet is canceled and refunded, a finished one
 * disappears with its files. The files go first: where the process dies in between, the task can be deleted again.
 * @throws TaskProcessingError while a provider works on it; TaskNotFoundError, InvalidRequestError.
 */
export async function deleteTask(
  context: DeleteTaskDependencies,
  wanted: TaskReference,
): Promise<void> {
  const known = await getTask(context, wanted);
  const { id } = known;
  const removed = isFinished(known) ? known.resultKey : undefined;
  if (removed !== undefined) await removeFiles(context.files, known);
  const deletedAt = new Date(context.clock.now()).toISOString();
  const { task: deleted } = await changeTask(context, id, (task) => {
    if (task.deletedAt !== undefined || hasOtherFile(task, removed)) return undefined;
    if (isFinished(task) || isWaiting(task)) return { deletedAt };
    throw new TaskProcessingError(task.status);
  });
  if (hasOtherFile(deleted, removed)) return deleteTask(context, wanted);
  if (isFinished(deleted)) return;
  if (deleted.throttled) await releaseSlot(context.throttle, deleted);
  await context.coins.refund(deleted.owner, id, deleted.kind, deleted.claim);
  const { name } = getExecutionName(deleted);
  await context.workflow.stop(name, 'The task was deleted before it was started.');
}

/** The result, its poster and its preview. */
async function removeFiles(files: ResultFiles, { resultKey, media }: Task): Promise<void> {
  const keys = [resultKey, media?.posterKey, media?.previewKey];
  await Promise.all(keys.filter((key) => key !== undefined).map((key) => files.remove(key)));
}

/** Whether the task was completed since its record was read. */
function hasOtherFile(task: Task, removed: string | undefined): boolean {
  return isFinished(task) && task.resultKey !== removed;
}

function isWaiting(task: Task): boolean {
  return task.status === 'initialized' && task.startRequestedAt === undefined;
}
