import type { Throttle } from '../throttling/throttle.ts';
import type { QueueKey } from '../throttling/throttling-store.ts';
import type { Task } from './task.ts';

export type ReleaseSlotDependencies = Pick<Throttle, 'release'>;

/** What a task is known by in a provider's queue. */
export function getQueueKey({ id, createdAt }: Task): QueueKey {
  return { taskId: id, createdAt };
}

/** The task needs its provider no more: whatever it holds there, or waits for, is given back. */
export async function releaseSlot(throttle: ReleaseSlotDependencies, task: Task): Promise<void> {
  await throttle.release(task.provider, getQueueKey(task));
}
