import type { AnnounceDependencies } from '../webhooks/announce-event.ts';
import { announceEvent } from '../webhooks/announce-event.ts';
import type { IsEventWanted } from '../webhooks/event-wishes.ts';
import type { Task } from './task.ts';
import { createNewsEvent } from './task-event.ts';

/** Makes known what happens to a task before its end, to endpoints that ask for it. Never fails. */
export interface TaskNews {
  /** A provider has taken the task. Can be repeated. */
  noteStart(task: Task): Promise<void>;
  /** True if an endpoint of the owner subscribes to `task.progress`, and no such event was sent in the last ten seconds. */
  isProgressDue(task: Task): Promise<boolean>;
  /** The task goes on as its record says. */
  noteProgress(task: Task): Promise<void>;
}

export interface TaskNewsDependencies extends Omit<AnnounceDependencies, 'cipher'> {
  readonly isWanted: IsEventWanted;
  readonly mediaUrl: string;
  warn(message: string, error?: unknown): void;
}

/** At most one `task.progress` event of a task in these milliseconds. */
const BETWEEN_PROGRESS = 10_000;

export function createTaskNews(dependencies: TaskNewsDependencies): TaskNews {
  const { isWanted, clock, mediaUrl, warn } = dependencies;

  async function announce(task: Task, type: 'task.started' | 'task.progress'): Promise<void> {
    await announceEvent({ ...dependencies, cipher: none }, createNewsEvent(task, type, mediaUrl));
  }

  /** An event that is lost by an internal fault is no reason to stop a task. */
  async function attempt<Result>(
    { id }: Task,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      warn(`It could not be made known how task ${id} goes on`, error);
      return undefined;
    }
  }

  return {
    async noteStart(task) {
      await attempt(task, async () => {
        if (await isWanted(task.owner, 'task.started')) await announce(task, 'task.started');
      });
    },
    async isProgressDue(task) {
      const { owner, progressToldAt } = task;
      const isLately =
        progressToldAt !== undefined && clock.now() - Date.parse(progressToldAt) < BETWEEN_PROGRESS;
      if (isLately) return false;
      return (await attempt(task, () => isWanted(owner, 'task.progress'))) ?? false;
    },
    async noteProgress(task) {
      await attempt(task, () => announce(task, 'task.progress'));
    },
  };
}

/** These events go to endpoints alone, which have no token of a caller's. */
const none = { seal: refuse, open: refuse };

async function refuse(): Promise<never> {
  throw new Error('There is no secret in what happens to a task before its end.');
}
