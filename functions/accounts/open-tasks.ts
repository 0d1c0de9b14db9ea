import type { Account } from './account.ts';

/** Whether a task of the owner's, by its id, has not ended: its price is held. */
export async function getOpenTasks({ holds }: Account): Promise<(taskId: string) => boolean> {
  return (taskId) => Object.hasOwn(holds, taskId);
}
