import type { Coins } from './ports.ts';
import type { Task } from './task.ts';

/**
 * What was held for a task that has ended or was deleted is spent if it is completed, or its provider works on it all the
 * same; else it goes back. Can be repeated.
 */
export async function settlePrice(
  coins: Pick<Coins, 'settle' | 'refund'>,
  { owner, id, kind, claim, status, keepsPrice }: Task,
): Promise<void> {
  if (status === 'completed' || keepsPrice) await coins.settle(owner, id, claim);
  else await coins.refund(owner, id, kind, claim);
}
