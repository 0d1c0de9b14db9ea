import type { Clock } from '../../clock.ts';
import { isFinished, type Task } from '../../tasks/task.ts';
import type { TaskStore } from '../../tasks/task-store.ts';
import { parsePreferredWait } from './preferred-wait.ts';
import type { SlowRequestLimiter } from './slow-request-limiter.ts';

export interface WaitAsPreferredDependencies {
  readonly slowRequests: SlowRequestLimiter;
  readonly tasks: Pick<TaskStore, 'getAll'>;
  readonly clock: Clock;
  pause(milliseconds: number): Promise<void>;
}

/** The pauses between two readings of the records, in milliseconds: an eighth of the wait so far, within these. */
const SHORTEST_PAUSE = 250;
const LONGEST_PAUSE = 2000;

/**
 * The tasks once all of them have ended, or as they are when the time is over for which the caller prefers to wait. Only
 * the records are read: no provider is checked for it. An account that has too many slow requests open waits not at all.
 * @param begun when the request came, in milliseconds since 1970
 */
export async function waitAsPreferred(
  context: WaitAsPreferredDependencies,
  { owner, headers, begun }: WaitingCall,
  tasks: readonly Task[],
): Promise<readonly Task[]> {
  const seconds = parsePreferredWait(headers);
  if (seconds === undefined || tasks.every(isOver)) return tasks;
  const until = begun + seconds * 1000;
  const ended = await context.slowRequests.runIfFree(owner, () => waitUntil(context, tasks, until));
  return ended ?? tasks;
}

export interface WaitingCall {
  readonly owner: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly begun: number;
}

async function waitUntil(
  { tasks: store, clock, pause }: WaitAsPreferredDependencies,
  tasks: readonly Task[],
  until: number,
): Promise<readonly Task[]> {
  const begin = clock.now();
  let current = tasks;
  while (!current.every(isOver) && clock.now() < until) {
    const eighth = (clock.now() - begin) / 8;
    const next = Math.min(Math.max(eighth, SHORTEST_PAUSE), LONGEST_PAUSE, until - clock.now());
    await pause(next);
    const open = current.filter((task) => !isOver(task)).map(({ id }) => id);
    const read = new Map((await store.getAll(open)).map((task) => [task.id, task]));
    current = current.map((task) => read.get(task.id) ?? task);
  }
  return current;
}

function isOver(task: Task): boolean {
  return isFinished(task) || task.deletedAt !== undefined;
}
