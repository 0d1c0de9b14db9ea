import type { Coins } from './ports.ts';
import { getHeldPrice, type Task } from './task.ts';

/**
 * What was held for a task that has ended or was deleted is spent if it is completed, or its provider works on it all the
 * same; else it goes back. Can be repeated.
 */
export async function settlePrice(
  coins: Pick<Coins, 'settle' | 'refund'>,
  task: Task,
): Promise<void> {
  const { owner, id, kind, claim, status, keepsPrice } = task;
  const outcome = status === 'completed' ? 'completed' : 'failed';
  if (outcome === 'completed' || keepsPrice) {
    await coins.settle(owner, id, claim, { kind, outcome, price: getHeldPrice(task) });
  } else {
    await coins.refund(owner, id, kind, claim, status === 'failed' ? 'failed' : undefined);
  }
}
