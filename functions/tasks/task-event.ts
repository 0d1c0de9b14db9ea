import { eventId } from '../webhooks/event.ts';
import { isCancelled } from './cancellation.ts';
import type { Task } from './task.ts';
import { toTaskView } from './task-view.ts';

/** What happened to a task, for the webhooks that want to know. */
export interface TaskEvent {
  readonly owner: string;
  readonly type:
    | 'task.completed'
    | 'task.failed'
    | 'task.cancelled'
    | 'task.started'
    | 'task.progress';
  readonly kind: string;
  /** The task's id. */
  readonly subject: string;
  /** The record's version, for a type that can come more than once. */
  readonly occurrence?: number;
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

/** The events of a task that has failed: beside its failure, for those that ask for it, that it was cancelled. */
export function createFailureEvents(task: Task, mediaUrl: string): TaskEvent[] {
  const failure = createTaskEvent(task, mediaUrl);
  if (!isCancelled(task)) return [failure];
  const { webhook: _never, ...event } = failure;
  return [failure, { ...event, type: 'task.cancelled' }];
}

/** The event of a running task with this record: one event for its start, and one for each version after it. */
export function createNewsEvent(
  task: Task,
  type: 'task.started' | 'task.progress',
  mediaUrl: string,
): TaskEvent {
  const { webhook: _never, ...event } = createTaskEvent(task, mediaUrl);
  return { ...event, type, ...(type === 'task.progress' ? { occurrence: task.version } : {}) };
}

/** The id of the event that says that the task is completed. */
export function completionEventId({ id, owner }: Pick<Task, 'id' | 'owner'>): string {
  return eventId({ owner, subject: id, type: 'task.completed' });
}
