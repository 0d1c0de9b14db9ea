import { kinds } from '../catalog/catalog.ts';
import { type CreateTaskDependencies, createTask } from './create-task.ts';
import { getTask, type TaskReference } from './get-task.ts';
import { getLabels } from './labels.ts';
import type { Task } from './task.ts';
import { TaskNotFailedError } from './task-errors.ts';

/**
 * Makes another task of the request of one that failed; its outcome goes where that one's was to go. It is charged like
 * any other, because the failed one was refunded.
 * @throws TaskNotFailedError, TaskNotFoundError, and all that `createTask` throws.
 */
export async function retryTask(
  context: CreateTaskDependencies,
  { idempotencyKey, ...wanted }: TaskReference & { readonly idempotencyKey?: string },
): Promise<Task[]> {
  const failed = await getTask(context, wanted);
  const { owner, kind, name, request, status, webhook } = failed;
  if (status !== 'failed') throw new TaskNotFailedError(status);
  const { copiesField } = kinds[kind];
  const one = copiesField === undefined ? {} : { [copiesField]: 1 };
  return createTask(context, {
    owner,
    kind,
    body: { ...request, name, ...one },
    ...(webhook ? { webhook } : {}),
    labels: getLabels(failed),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
}
