import type { Clock } from '../clock.ts';
import type { OperationStatus } from '../providers/operation.ts';
import { changeTask } from './change-task.ts';
import { isFinished, type Task, type TaskChange } from './task.ts';
import type { TaskNews } from './task-news.ts';
import type { TaskStore } from './task-store.ts';

export interface WriteProgressDependencies {
  readonly tasks: TaskStore;
  readonly clock: Clock;
  /** Optional; defaults to no events about progress. */
  readonly news?: Pick<TaskNews, 'isProgressDue' | 'noteProgress'>;
}

/** What is new is written, and made known to who asks for it. */
export async function writeProgress(
  context: WriteProgressDependencies,
  task: Task,
  status: Extract<OperationStatus, { state: 'running' }>,
): Promise<void> {
  if (!getProgressChange(task, status)) return;
  const isDue = (await context.news?.isProgressDue(task)) ?? false;
  const told = isDue ? { progressToldAt: new Date(context.clock.now()).toISOString() } : {};
  const { changed, task: next } = await changeTask(
    context,
    task.id,
    (current) => {
      const change = getProgressChange(current, status);
      return change && { ...change, ...told };
    },
    task,
  );
  if (changed && isDue) await context.news?.noteProgress(next);
}

function getProgressChange(
  task: Task,
  status: Extract<OperationStatus, { state: 'running' }>,
): TaskChange | undefined {
  if (isFinished(task)) return undefined;
  const { queuePosition } = status;
  const word = status.phase === 'queued' ? 'pending' : 'processing';
  const progress = Math.max(task.progress, Math.floor(status.progress ?? 0));
  const isKnown =
    task.status === word && task.progress === progress && task.queuePosition === queuePosition;
  return isKnown ? undefined : { status: word, progress, queuePosition };
}
