import type { Account } from './account.ts';
import { AccountNotFoundError, InsufficientCoinsError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';

/** How often a hold is tried again when the account changed between reading and writing. */
const TRIES = 20;

interface CoinsContext {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
}

/** The movements of an owner's coins by tasks; each is idempotent by the task's id. */
export function createCoins({ accounts, clock }: CoinsContext) {
  function record(owner: string, taskId: string, reason: 'charge' | 'refund', coins: number) {
    const at = new Date(clock.now()).toISOString();
    return accounts.record({ owner, id: `${taskId}#${reason}`, at, coins, reason, taskId });
  }

  return {
    /**
     * Takes the price of each task out of the balance and holds it, all or nothing; a task that is held already is not
     * charged again.
     * @throws InsufficientCoinsError, AccountNotFoundError
     */
    async hold(owner: string, taskIds: readonly string[], coinsEach: number): Promise<void> {
      let unheld = taskIds;
      for (let tries = 0; tries < TRIES; tries += 1) {
        if (unheld.length === 0 || (await accounts.hold(owner, unheld, coinsEach))) {
          await Promise.all(taskIds.map((id) => record(owner, id, 'charge', -coinsEach)));
          return;
        }
        const account = await requireAccount(accounts, owner);
        unheld = taskIds.filter((id) => account.holds[id] === undefined);
        const needed = unheld.length * coinsEach;
        if (account.balance < needed) throw new InsufficientCoinsError(needed, account.balance);
      }
      throw new Error(
        `The account of ${owner} changed ${TRIES} times while coins were to be held.`,
      );
    },

    /**
     * When a task's coins were taken, in milliseconds since 1970: the time of their line in the credits history, which
     * is written now where a crash has kept it from being written.
     */
    async heldSince(owner: string, taskId: string, coins: number): Promise<number> {
      await record(owner, taskId, 'charge', -coins);
      const charge = await accounts.movement(owner, `${taskId}#charge`);
      return charge ? Date.parse(charge.at) : clock.now();
    },

    /** The task's price is spent: its hold is forgotten. */
    async settle(owner: string, taskId: string): Promise<void> {
      await accounts.dropHold(owner, taskId);
    },

    /** The task's price goes back into the balance, where it was still held. */
    async refund(owner: string, taskId: string): Promise<void> {
      const { holds } = await requireAccount(accounts, owner);
      const coins = holds[taskId];
      if (coins === undefined) return;
      await record(owner, taskId, 'refund', coins);
      await accounts.returnHold(owner, taskId, coins);
    },
  };
}

async function requireAccount(accounts: AccountStore, owner: string): Promise<Account> {
  const account = await accounts.get(owner);
  if (!account) throw new AccountNotFoundError(owner);
  return account;
}
