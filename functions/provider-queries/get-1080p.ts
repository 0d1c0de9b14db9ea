import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import type { Json } from '../providers/operation.ts';
import { type GetTaskDependencies, getTask } from '../tasks/get-task.ts';
import { type QueryDependencies, queryProvider } from './query-provider.ts';

/**
 * A2E's `veoVideo/{id}/1080p` (a2e-api 16): what the provider that made the video says of its 1080p version. The form
 * is not published, so it is passed through.
 * @throws InvalidRequestError where the video is not finished, and what `getTask` and `queryProvider` throw
 */
export async function get1080p(
  context: QueryDependencies & GetTaskDependencies,
  owner: string,
  id: string,
): Promise<Json> {
  const task = await getTask(context, { owner, kind: 'veo-video', id });
  const { operation, provider, status } = task;
  if (status !== 'completed' || operation === undefined) {
    const message = `must name a finished video; this one is ${status}`;
    throw new InvalidRequestError([{ field: 'id', message }]);
  }
  return queryProvider(context, 'get-1080p', { operation }, provider);
}
