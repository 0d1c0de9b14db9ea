import type { AccountStore } from '../accounts/account-store.ts';
import type { Metrics } from './metrics.ts';

/** The accounts, with the coins counted that are taken for tasks and given back: no diamonds, and a repeat counts nothing. */
export function measureAccounts(accounts: AccountStore, metrics: Metrics): AccountStore {
  return {
    ...accounts,
    async hold(owner, hold) {
      const held = await accounts.hold(owner, hold);
      const { price, pending } = hold;
      if (held !== undefined && price.currency === 'coins') {
        metrics.record({ CoinsHeld: pending.length * price.amount });
      }
      return held;
    },
    async undoHold(owner, hold, count) {
      const returned = await accounts.undoHold(owner, hold, count);
      if (returned && hold.currency === 'coins') metrics.record({ CoinsRefunded: hold.amount });
      return returned;
    },
    async returnPrice(seen, taskId, price, count) {
      const returned = await accounts.returnPrice(seen, taskId, price, count);
      if (returned && price.currency === 'coins') metrics.record({ CoinsRefunded: price.amount });
      return returned;
    },
  };
}
