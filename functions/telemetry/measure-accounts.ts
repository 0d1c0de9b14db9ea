import type { AccountStore } from '../accounts/account-store.ts';
import type { Metrics } from './metrics.ts';

/** The accounts, with the coins counted that are taken for tasks and given back; a repeat counts nothing. */
export function measureAccounts(accounts: AccountStore, metrics: Metrics): AccountStore {
  return {
    ...accounts,
    async hold(owner, taskIds, coinsEach) {
      const held = await accounts.hold(owner, taskIds, coinsEach);
      if (held) metrics.record({ CoinsHeld: taskIds.length * coinsEach });
      return held;
    },
    async returnHold(owner, taskId, coins) {
      const returned = await accounts.returnHold(owner, taskId, coins);
      if (returned) metrics.record({ CoinsRefunded: coins });
      return returned;
    },
  };
}
