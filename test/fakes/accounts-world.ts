import { createUser } from '../../functions/accounts/create-user.ts';
import { createClaimKey } from '../../functions/resources/create-claim-key.ts';
import { createExclusively } from '../../functions/resources/create-exclusively.ts';
import { createMemoryAccountStore } from './memory-account-store.ts';
import { createMemoryResourceStore } from './memory-resource-store.ts';
import { createVirtualTime } from './virtual-time.ts';

/** What the use cases of accounts need, in memory, with a clock that stands still until it is moved, and ada's account. */
export async function createAccountsWorld({ coins = 1000, diamonds = 0 } = {}) {
  let now = Date.parse('2026-11-25T09:00:00.000Z');
  const clock = { now: () => now };
  const accounts = createMemoryAccountStore();
  const resources = createMemoryResourceStore(clock);
  const { pause } = createVirtualTime();
  const exclusively = createExclusively({ resources, clock, pause });
  const claimKey = createClaimKey({ resources, clock });
  const context = { accounts, clock, exclusively, claimKey, pause };
  const { token } = await createUser(context, { name: 'ada', coins, diamonds });
  return {
    ...context,
    resources,
    context,
    token,
    pass(seconds: number) {
      now += seconds * 1000;
    },
    /** What an owner has and what the history says of it, as `[amount, currency, reason]`. */
    async books(owner: string) {
      const account = await accounts.get(owner);
      const lines = accounts.entries.filter((line) => line.owner === owner);
      return {
        coins: account?.balance,
        diamonds: account?.diamonds,
        lines: lines.map(({ amount, currency, reason }) => [amount, currency, reason]),
      };
    },
  };
}
