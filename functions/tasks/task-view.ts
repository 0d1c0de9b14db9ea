import { kinds } from '../catalog/catalog.ts';
import { toMediaView } from '../media/result-media.ts';
import { isFinished, type Task } from './task.ts';

/** A task as A2E's API shows it (a2e-api 2.3), in A2E's order of fields. */
export type TaskRecord = Record<string, unknown>;

/** The record that the API and the webhooks show. */
export function toTaskView(task: Task, mediaUrl: string): TaskRecord {
  const { id, owner, name, request, progress, coins, provider } = task;
  // A2E's `sent` is a task that can't be deleted any more (a2e-api 1.4).
  const isSent = task.status === 'initialized' && task.startRequestedAt !== undefined;
  const status = isSent ? 'sent' : task.status;
  const { createdAt, updatedAt, failure, facts = {}, resultKey } = task;
  const record = kinds[task.kind].record({
    ...{ id, owner, name, request, status, progress, coins, provider },
    ...{ createdAt, updatedAt, failure, facts },
    isCopying: task.generatedAt !== undefined && !isFinished(task),
    resultUrl: resultKey === undefined ? '' : `${mediaUrl}/${resultKey}`,
  });
  const { externalId, metadata } = task;
  return {
    ...record,
    media: toMediaView(task.media, mediaUrl),
    ...(externalId === undefined ? {} : { external_id: externalId }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
