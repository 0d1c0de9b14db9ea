import { type Pause, retryWithJitter } from '../retry-with-jitter.ts';
import type { Account, AccountLimits, Hold } from './account.ts';
import { BookingChangedError, InsufficientCoinsError } from './account-errors.ts';
import { checkLimits, createBounds, guessBounds } from './account-limits.ts';
import type { AccountStore } from './account-store.ts';
import { isSameRequest } from './claim.ts';
import { requireAccount } from './require-account.ts';
import { toDate } from './usage.ts';

/** How many accounts with their own limits are cached. */
const MOST_REMEMBERED = 10_000;

export interface TakeHoldsDependencies {
  readonly accounts: Pick<AccountStore, 'get' | 'hold'>;
  readonly clock: { now(): number };
  /**
   * The limits of every account without its own. Optional; by default tasks are not counted and never refused, as for
   * those that an operator starts in the console.
   */
  readonly limits?: AccountLimits | undefined;
  readonly pause?: Pause | undefined;
}

/** The holds of tasks as they stand in the account now, by task id, and which of them this call has taken. */
export interface TakenHolds {
  readonly holds: ReadonlyMap<string, Hold>;
  readonly taken: readonly string[];
}

export interface WantedHolds {
  readonly owner: string;
  readonly taskIds: readonly string[];
  /** Of each task, with the request's claim where another request could ask for tasks of the same ids. */
  readonly price: Hold;
  /** What is counted as begun, each as one; optional, defaults to nothing. */
  readonly kind?: string | undefined;
}

/**
 * Makes the function that takes the price of each task out of the balance and holds it, all or nothing. A task that is
 * held already by the same request is not charged again.
 * @throws InsufficientCoinsError, TaskLimitError, AccountNotFoundError, BusyError; BookingChangedError where another
 * request holds one of the tasks. Then nothing is changed.
 */
export function createTakeHolds({ accounts, clock, limits: stage, pause }: TakeHoldsDependencies) {
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

  /** Whether the price of all these tasks is held now, by this write. */
  function tryHold(
    { owner, price, kind }: WantedHolds,
    taskIds: readonly string[],
    account?: Account,
  ) {
    const now = clock.now();
    const count =
      kind === undefined ? {} : { count: { date: toDate(now), kind, tasks: taskIds.length } };
    if (!stage) return accounts.hold(owner, { taskIds, price, ...count });
    const bounds = account
      ? createBounds(stage, account, now)
      : guessBounds(stage, remembered.get(owner), now);
    return accounts.hold(owner, { taskIds, price, bounds, ...count });
  }

  return async function takeHolds(wanted: WantedHolds): Promise<TakenHolds> {
    const { owner, taskIds, price } = wanted;
    let account: Account | undefined;
    let standing = new Map<string, Hold>();
    let missing = taskIds;
    return retryWithJitter(
      `The account of ${owner}`,
      async () => {
        if (missing.length === 0 || (await tryHold(wanted, missing, account))) {
          const taken = missing.map((id) => [id, price] as const);
          return { holds: new Map([...standing, ...taken]), taken: missing };
        }
        account = await requireAccount(accounts, owner);
        remember(account);
        standing = findStanding(account, wanted);
        missing = taskIds.filter((id) => !standing.has(id));
        checkBalance(account, { ...price, amount: missing.length * price.amount });
        if (stage) checkLimits(stage, account, { more: missing.length, now: clock.now() });
        return undefined;
      },
      pause,
    );
  };
}

/** The holds of these tasks that stand already. @throws BookingChangedError where they are another request's. */
function findStanding({ holds }: Account, { taskIds, price }: WantedHolds) {
  const standing = new Map<string, Hold>();
  for (const id of taskIds) {
    const hold = Object.hasOwn(holds, id) ? holds[id] : undefined;
    if (!hold) continue;
    if (!isSameRequest(hold.claim, price.claim)) throw new BookingChangedError();
    standing.set(id, hold);
  }
  return standing;
}

function checkBalance(account: Account, { amount, currency }: Hold): void {
  const balance = currency === 'coins' ? account.balance : account.diamonds;
  if (balance < amount) throw new InsufficientCoinsError(amount, balance, currency);
}
