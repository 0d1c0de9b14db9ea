import type { Price } from '../catalog/kind-definition.ts';
import type { Hold } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { newClaim } from './claim.ts';
import { createCountForParent } from './count-for-parent.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { requireAccount } from './require-account.ts';
import { createTakeHolds, type TakeHoldsDependencies } from './take-holds.ts';
import { countEnding, type Ending } from './usage.ts';

interface CoinsContext extends TakeHoldsDependencies {
  readonly accounts: AccountStore;
}

/** Tasks whose price is to be held. */
export interface HeldTasks {
  /** Of the tasks, for the credits history. */
  readonly kind?: string | undefined;
  /** Of the request, where another request could ask for tasks of the same ids. */
  readonly fingerprint?: string | undefined;
}

/** The entries of an owner's coins and diamonds by tasks; each is idempotent by the task's id. */
export function createCoins(context: CoinsContext) {
  const { accounts, clock } = context;
  const takeHolds = createTakeHolds(context);
  const parent = createCountForParent(context);

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

  async function findHold(owner: string, taskId: string): Promise<Hold | undefined> {
    const { holds } = await requireAccount(accounts, owner);
    return holds[taskId];
  }

  /** As `hold`, without a line in the credits history: for what may be given back, or cost less, in a moment. */
  async function reserve(
    owner: string,
    taskIds: readonly string[],
    priceEach: Price,
    { kind, fingerprint }: HeldTasks = {},
  ): Promise<ReadonlyMap<string, Hold>> {
    const claim = fingerprint === undefined ? {} : { claim: newClaim(fingerprint) };
    const wanted = { owner, taskIds, kind, price: { ...inCoinsIfFree(priceEach), ...claim } };
    const { holds } = await parent.countWith(wanted, () => takeHolds(wanted));
    return holds;
  }

  /** Puts a reserved price back, which the credits history does not know of. */
  async function release(owner: string, taskId: string, claim?: string): Promise<void> {
    const hold = await findHold(owner, taskId);
    if (hold === undefined || hold.claim !== claim) return;
    await accounts.returnHold(owner, taskId, hold);
    await parent.forget(owner, taskId, claim);
  }

  /** The task's price is spent: its hold, the one with this claim, is forgotten. @param ended counted in the same write */
  async function settle(
    owner: string,
    taskId: string,
    claim?: string,
    ended?: Ending & { readonly price: Price },
  ): Promise<void> {
    const count = ended && countEnding(ended, clock.now(), ended.price);
    await accounts.dropHold(owner, taskId, claim, count);
    await parent.forget(owner, taskId, claim);
  }

  return {
    /**
     * Takes the price of each task out of the balance and holds it, all or nothing; a task that is held already is not
     * charged again. Answers the holds by task id: with the price and the claim that are valid for the tasks.
     * @throws InsufficientCoinsError, TaskLimitError, AccountNotFoundError, BusyError; BookingChangedError where another
     * request holds one of the tasks. Then nothing is changed.
     */
    async hold(
      owner: string,
      taskIds: readonly string[],
      priceEach: Price,
      { kind, fingerprint }: HeldTasks = {},
    ): Promise<ReadonlyMap<string, Hold>> {
      const holds = await reserve(owner, taskIds, priceEach, { kind, fingerprint });
      const lines = [...holds].map(([taskId, hold]) =>
        record({ owner, taskId, kind }, 'charge', hold),
      );
      await Promise.all(lines);
      return holds;
    },

    reserve,
    release,

    /**
     * Spends a part of a reserved price and puts the rest back. The hold is reduced before the history says so: whatever
     * is held when a process dies is what the sweep charges and refunds.
     */
    async spendPart(owner: string, taskId: string, reserved: Price, spent: Price, kind?: string) {
      if (spent.amount < reserved.amount) {
        await accounts.reduceHold(owner, taskId, reserved, spent.amount);
      }
      await record({ owner, taskId, kind }, 'charge', spent);
      const ended = { kind: kind ?? '', outcome: 'completed', price: spent } as const;
      await settle(owner, taskId, undefined, kind === undefined ? undefined : ended);
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

    settle,

    /**
     * The task's price goes back into the balance, where it was still held with this claim.
     * @param kind of the task, for the credits history
     * @param outcome counted in the same write; undefined if it was deleted, or never recorded
     */
    async refund(
      owner: string,
      taskId: string,
      kind?: string,
      claim?: string,
      outcome?: 'failed',
    ): Promise<void> {
      const hold = await findHold(owner, taskId);
      if (hold !== undefined && hold.claim === claim) {
        await record({ owner, taskId, kind }, 'refund', hold);
        const ended = outcome && kind !== undefined ? { kind, outcome } : undefined;
        await accounts.returnHold(owner, taskId, hold, ended && countEnding(ended, clock.now()));
      }
      await parent.forget(owner, taskId, claim);
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
