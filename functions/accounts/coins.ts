import type { Price } from '../catalog/kind-definition.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import type { Hold, PendingHold } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { newClaim } from './claim.ts';
import { createCountForParent } from './count-for-parent.ts';
import { createTaskEntry } from './ledger-entry.ts';
import { requireAccount } from './require-account.ts';
import { createTakeHolds, type TakeHoldsDependencies, type WantedHolds } from './take-holds.ts';
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
    const at = new Date(clock.now()).toISOString();
    return accounts.record(createTaskEntry({ owner, taskId, at, kind }, reason, price));
  }

  async function take(wanted: WantedHolds): Promise<ReadonlyMap<string, Hold>> {
    const { holds } = await parent.countWith(wanted, () => takeHolds(wanted));
    return holds;
  }

  async function findReserved(owner: string, taskId: string): Promise<PendingHold | undefined> {
    const { pendingHolds } = await requireAccount(accounts, owner);
    return Object.values(pendingHolds).find((one) => one.taskId === taskId && one.isReserved);
  }

  /** The account is read before the hold, and the write refused where another went back in between. */
  async function putBack(
    { owner, taskId, kind }: ChargedTask,
    claim: string | undefined,
    outcome: 'failed' | undefined,
  ): Promise<typeof CONFLICT | undefined> {
    const account = await requireAccount(accounts, owner);
    const item = await accounts.findHold(owner, taskId, false);
    const isReturned = Object.hasOwn(account.pendingReturns, taskId);
    if (item?.isOpen && item.hold.claim === claim) {
      if (!isReturned) {
        await record({ owner, taskId, kind }, 'refund', item.hold);
        const ended = outcome && kind !== undefined ? { kind, outcome } : undefined;
        const count = ended && countEnding(ended, clock.now());
        if (!(await accounts.returnPrice(account, taskId, item.hold, count))) return CONFLICT;
      }
      await accounts.closeHold(owner, taskId, false);
      await accounts.forgetReturn(owner, taskId);
    } else if (isReturned && !item?.isOpen) await accounts.forgetReturn(owner, taskId);
    return undefined;
  }

  return {
    /**
     * Takes the price of each task out of the balance and holds it, all or nothing; a task that is held already is not
     * charged again. Answers the holds by task id: with the price and the claim that are valid for the tasks.
     * @throws InsufficientCoinsError, TaskLimitError, AccountNotFoundError, BusyError; TransactionChangedError where another
     * request holds one of the tasks. Then nothing is changed.
     */
    hold(
      owner: string,
      taskIds: readonly string[],
      priceEach: Price,
      { kind, fingerprint }: HeldTasks = {},
    ): Promise<ReadonlyMap<string, Hold>> {
      const claim = fingerprint === undefined ? {} : { claim: newClaim(fingerprint) };
      return take({ owner, taskIds, kind, price: { ...inCoinsIfFree(priceEach), ...claim } });
    },

    /** As `hold`, without a line in the credits history: for what is put back, or costs less, in a moment. */
    async reserve(owner: string, taskId: string, price: Price, kind?: string): Promise<void> {
      const reserved = { price: inCoinsIfFree(price), kind, isReserved: true };
      await take({ owner, taskIds: [taskId], ...reserved });
    },

    /** Puts a reserved price back, which the credits history does not know of. */
    async release(owner: string, taskId: string): Promise<void> {
      const reserved = await findReserved(owner, taskId);
      if (reserved) await accounts.undoHold(owner, reserved);
      await parent.forget(owner, taskId);
    },

    /**
     * Spends a part of a reserved price and puts the rest back. The hold is reduced before the history says so: without a
     * line, the sweep puts back whatever is reserved.
     */
    async spendPart(owner: string, taskId: string, reserved: Price, spent: Price, kind?: string) {
      const hold = await findReserved(owner, taskId);
      if (hold && spent.amount < reserved.amount) {
        await accounts.reduceHold(owner, hold, spent.amount);
      }
      await record({ owner, taskId, kind }, 'charge', spent);
      if (hold) await accounts.forgetPending(owner, [hold.nonce]);
      const ended = { kind: kind ?? '', outcome: 'completed' } as const;
      if (kind !== undefined)
        await accounts.addUsage(owner, countEnding(ended, clock.now(), spent));
      await parent.forget(owner, taskId);
    },

    /**
     * The task's price is spent: its hold, the one with this claim, is closed.
     * @param ended counted once, or not at all where the process dies right after the hold was closed
     */
    async settle(
      owner: string,
      taskId: string,
      claim?: string,
      ended?: Ending & { readonly price: Price },
    ): Promise<void> {
      const isClosed = await accounts.closeHold(owner, taskId, false, claim);
      if (isClosed && ended) {
        await accounts.addUsage(owner, countEnding(ended, clock.now(), ended.price));
      }
      await parent.forget(owner, taskId, claim);
    },

    /**
     * The task's price goes back into the balance, where it was still held with this claim.
     * @param kind of the task, for the credits history
     * @param outcome counted in the same write; undefined if it was deleted, or never recorded
     * @throws BusyError
     */
    async refund(
      owner: string,
      taskId: string,
      kind?: string,
      claim?: string,
      outcome?: 'failed',
    ): Promise<void> {
      const attempt = () => putBack({ owner, taskId, kind }, claim, outcome);
      await retryOnConflict({ what: `The account of ${owner}`, pause: context.pause }, attempt);
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
