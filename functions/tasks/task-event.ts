import { eventId } from '../webhooks/event.ts';
import type { Task } from './task.ts';
import { toTaskView } from './task-view.ts';

/** What happened to a task, for the webhooks that want to know. */
export interface TaskEvent {
  readonly owner: string;
  readonly type: 'task.completed' | 'task.failed';
  readonly kind: string;
  /** The task's id. */
  readonly subject: string;
  /** The record that GET answers, with `kind` and `version`. */
  readonly data: Record<string, unknown>;
  readonly webhook?: { readonly url: string; readonly sealedToken?: string };
}

/** The event of a task that has ended as this record says. */
export function createTaskEvent(task: Task, mediaUrl: string): TaskEvent {
  return {
    owner: task.owner,
    type: task.failure ? 'task.failed' : 'task.completed',
    kind: task.kind,
    subject: task.id,
    data: { ...toTaskView(task, mediaUrl), kind: task.kind, version: task.version },
    ...(task.webhook ? { webhook: task.webhook } : {}),
  };
}

/** The id of the event that says that the task is completed. */
export function completionEventId({ id, owner }: Pick<Task, 'id' | 'owner'>): string {
  return eventId({ owner, subject: id, type: 'task.completed' });
}
