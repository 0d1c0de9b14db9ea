import { kinds } from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { type CreateTaskDependencies, createTask } from './create-task.ts';
import { getTask } from './get-task.ts';
import type { Task } from './task.ts';
import { toTaskView } from './task-view.ts';

/**
 * A2E's `userText2Image/quickAddAvatar` (a2e-api 16): a task that trains an avatar on a finished picture, like any other
 * that trains one.
 * @throws InvalidRequestError where the picture is not finished, and what `getTask` and `createTask` throw
 */
export async function createAvatarOfPicture(
  context: CreateTaskDependencies & { readonly mediaUrl: string },
  owner: string,
  id: string,
  idempotencyKey: string | undefined,
): Promise<Task> {
  const picture = await getTask(context, { owner, kind: 'text-to-image', id });
  const { result_url } = toTaskView(picture, context.mediaUrl);
  if (picture.status !== 'completed') {
    const message = `must name a finished picture of ${kinds['text-to-image'].path}; this one is ${picture.status}`;
    throw new InvalidRequestError([{ field: '_id', message }]);
  }
  const body = { name: picture.name, image_url: result_url };
  const key = idempotencyKey === undefined ? {} : { idempotencyKey };
  const [avatar] = await createTask(context, { owner, kind: 'avatar-training', body, ...key });
  if (!avatar) throw new Error('A request for one avatar made no task.');
  return avatar;
}
