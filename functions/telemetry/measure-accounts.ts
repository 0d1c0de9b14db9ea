import type { AccountStore } from '../accounts/account-store.ts';
import type { Metrics } from './metrics.ts';

/** The accounts, with the coins counted that are taken for tasks and given back: no diamonds, and a repeat counts nothing. */
export function measureAccounts(accounts: AccountStore, metrics: Metrics): AccountStore {
  return {
    ...accounts,
    async hold(owner, hold) {
      const held = await accounts.hold(owner, hold);
      const { price, taskIds } = hold;
      if (held && price.currency === 'coins') {
        metrics.record({ CoinsHeld: taskIds.length * price.amount });
      }
      return held;
    },
    async returnHold(owner, taskId, price, count) {
      const returned = await accounts.returnHold(owner, taskId, price, count);
      if (returned && price.currency === 'coins') metrics.record({ CoinsRefunded: price.amount });
      return returned;
    },
  };
}
