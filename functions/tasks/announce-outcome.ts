import type { Clock } from '../clock.ts';
import { changeTask } from './change-task.ts';
import { type Failure, isFinished, type Task } from './task.ts';
import { TaskNotFoundError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';
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

export interface AnnounceOutcomeDependencies {
  readonly tasks: TaskStore;
  readonly clock: Clock;
  readonly mediaUrl: string;
  /** Stores the event once and starts its deliveries; may be repeated. */
  announce(event: TaskEvent): Promise<void>;
  /** Told of every task that has ended and is announced, for the operator's metrics. */
  noteEnd(task: Task): void;
}

/** How the task ended, for the machine's last choice. */
export interface AnnouncedOutcome {
  readonly taskId: string;
  readonly status: 'completed' | 'failed';
  readonly failure?: Failure;
}

/** Announces the task's outcome to its owner. A deleted task is announced too: its callback was promised at the start. */
export async function announceOutcome(
  context: AnnounceOutcomeDependencies,
  taskId: string,
): Promise<AnnouncedOutcome> {
  const task = await context.tasks.get(taskId);
  if (!task) throw new TaskNotFoundError(taskId);
  if (!isFinished(task))
    throw new Error(`Task ${taskId} is ${task.status}; it has no outcome yet.`);
  const status = task.failure ? 'failed' : 'completed';
  await context.announce(createTaskEvent(task, status, context.mediaUrl));
  const announcedAt = new Date(context.clock.now()).toISOString();
  const mark = (current: Task) => (current.announcedAt === undefined ? { announcedAt } : undefined);
  await changeTask(context, taskId, mark, task);
  if (task.announcedAt === undefined) context.noteEnd(task);
  return { taskId, status, ...(task.failure ? { failure: task.failure } : {}) };
}

function createTaskEvent(task: Task, status: 'completed' | 'failed', mediaUrl: string): TaskEvent {
  return {
    owner: task.owner,
    type: `task.${status}`,
    kind: task.kind,
    subject: task.id,
    data: { ...toTaskView(task, mediaUrl), kind: task.kind, version: task.version },
    ...(task.webhook ? { webhook: task.webhook } : {}),
  };
}
