import type { Pacing } from '../pacing/pacing.ts';
import type { LineKey } from '../pacing/pacing-store.ts';
import type { Task } from './task.ts';

export type LeavePlace = Pick<Pacing, 'leave'>;

/** What a task is known by in the line before a provider. */
export function lineKeyOf({ id, createdAt }: Task): LineKey {
  return { taskId: id, createdAt };
}

/** The task needs its provider no more: whatever it holds there, or waits for, is given back. */
export async function leavePlace(pacing: LeavePlace, task: Task): Promise<void> {
  await pacing.leave(task.provider, lineKeyOf(task));
}
