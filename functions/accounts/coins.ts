import type { Price } from '../catalog/kind-definition.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import type { Account, AccountLimits } from './account.ts';
import { AccountNotFoundError, InsufficientCoinsError } from './account-errors.ts';
import { checkLimits, createBounds, guessBounds } from './account-limits.ts';
import type { AccountStore } from './account-store.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** How often a hold is tried again when the account changed between reading and writing. */
const TRIES = 20;
/** How many accounts with their own limits are cached. */
const MOST_REMEMBERED = 10_000;

interface CoinsContext {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
  /**
   * The limits of every account without its own. Optional; by default tasks are not counted and never refused, as for
   * those that an operator starts in the console.
   */
  readonly limits?: AccountLimits | undefined;
}

/** The entries of an owner's coins and diamonds by tasks; each is idempotent by the task's id. */
export function createCoins({ accounts, clock, limits: stage }: CoinsContext) {
  /**
   * The limits of accounts that have their own, as they were last seen: a wrong guess is refused by the write, a right
   * one saves a read and a second write for each start.
   */
  const remembered = new Map<string, AccountLimits>();

  function remember({ owner, limits }: Account): void {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    if (limits) remembered.set(owner, limits);
    else remembered.delete(owner);
  }

  function record(task: ChargedTask, reason: 'charge' | 'refund', price: Price) {
    const { owner, taskId, kind } = task;
    const line: LedgerEntry = {
      owner,
      id: `${taskId}#${reason}`,
      at: new Date(clock.now()).toISOString(),
      amount: reason === 'charge' ? -price.amount : price.amount,
      currency: price.currency,
      reason,
      taskId,
      ...(kind === undefined ? {} : { kind }),
    };
    return accounts.record(line);
  }

  /** Whether the price of all these tasks is held now, by this write. */
  function tryHold(owner: string, taskIds: readonly string[], price: Price, account?: Account) {
    if (!stage) return accounts.hold(owner, { taskIds, price });
    const now = clock.now();
    const bounds = account
      ? createBounds(stage, account, now)
      : guessBounds(stage, remembered.get(owner), now);
    return accounts.hold(owner, { taskIds, price, bounds });
  }

  return {
    /**
     * Takes the price of each task out of the balance and holds it, all or nothing; a task that is held already is not
     * charged again.
     * @param kind of the tasks, for the credits history
     * @throws InsufficientCoinsError, TaskLimitError, AccountNotFoundError
     */
    async hold(
      owner: string,
      taskIds: readonly string[],
      priceEach: Price,
      kind?: string,
    ): Promise<void> {
      const price = inCoinsIfFree(priceEach);
      let account: Account | undefined;
      let unheld = taskIds;
      await retryOnConflict({ what: `The account of ${owner}`, tries: TRIES }, async () => {
        if (unheld.length === 0 || (await tryHold(owner, unheld, price, account))) {
          const charged = taskIds.map((taskId) => ({ owner, taskId, kind }));
          return Promise.all(charged.map((task) => record(task, 'charge', price)));
        }
        account = await requireAccount(accounts, owner);
        remember(account);
        const { holds } = account;
        unheld = taskIds.filter((id) => holds[id] === undefined);
        checkBalance(account, { ...price, amount: unheld.length * price.amount });
        if (stage) checkLimits(stage, account, { more: unheld.length, now: clock.now() });
        return CONFLICT;
      });
    },

    /**
     * When a task's price was taken, in milliseconds since 1970: the time of its line in the credits history, which is
     * written now where a crash has kept it from being written.
     */
    async heldSince(owner: string, taskId: string, price: Price): Promise<number> {
      await record({ owner, taskId }, 'charge', price);
      const charge = await accounts.entry(owner, `${taskId}#charge`);
      return charge ? Date.parse(charge.at) : clock.now();
    },

    /** The task's price is spent: its hold is forgotten. */
    async settle(owner: string, taskId: string): Promise<void> {
      await accounts.dropHold(owner, taskId);
    },

    /**
     * The task's price goes back into the balance, where it was still held.
     * @param kind of the task, for the credits history
     */
    async refund(owner: string, taskId: string, kind?: string): Promise<void> {
      const { holds } = await requireAccount(accounts, owner);
      const price = holds[taskId];
      if (price === undefined) return;
      await record({ owner, taskId, kind }, 'refund', price);
      await accounts.returnHold(owner, taskId, price);
    },
  };
}

interface ChargedTask {
  readonly owner: string;
  readonly taskId: string;
  readonly kind?: string | undefined;
}

/** An account that never had a diamond can also be charged none. */
function inCoinsIfFree(price: Price): Price {
  return price.amount === 0 ? { amount: 0, currency: 'coins' } : price;
}

function checkBalance(account: Account, { amount, currency }: Price): void {
  const balance = currency === 'coins' ? account.balance : account.diamonds;
  if (balance < amount) throw new InsufficientCoinsError(amount, balance, currency);
}

async function requireAccount(accounts: AccountStore, owner: string): Promise<Account> {
  const account = await accounts.get(owner);
  if (!account) throw new AccountNotFoundError(owner);
  return account;
}
