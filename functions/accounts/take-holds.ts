import { randomBytes } from 'node:crypto';
import { CONFLICT, type Pause, retryOnConflict } from '../retry-on-conflict.ts';
import type { Account, AccountLimits, Hold, HoldItem, PendingHold } from './account.ts';
import { InsufficientCoinsError, TransactionChangedError } from './account-errors.ts';
import {
  checkLimits,
  createBounds,
  exceedsOpenTasks,
  guessBounds,
  type KnownAccount,
} from './account-limits.ts';
import type { AccountStore } from './account-store.ts';
import { isSameRequest } from './claim.ts';
import { countOpen } from './count-open.ts';
import { findOtherHolds } from './find-other-holds.ts';
import { recordPending, undoPending } from './record-pending.ts';
import { requireAccount } from './require-account.ts';
import { toDate } from './usage.ts';

/** How many accounts are remembered. */
const MOST_REMEMBERED = 10_000;
/** How many open holds are counted in a millisecond, at most, so that an owner at its limit does not have them counted all the time. */
const COUNTED_A_MILLISECOND = 10;
/** 48 bits. */
const NONCE_BYTES = 6;

export interface TakeHoldsDependencies {
  readonly accounts: Pick<
    AccountStore,
    'get' | 'hold' | 'recordHold' | 'findHold' | 'undoHold' | 'listHolds' | 'noteClosed'
  >;
  readonly clock: { now(): number };
  /**
   * The limits of every account without its own. Optional; by default tasks are not counted and never refused, as for
   * those that an operator starts in the console.
   */
  readonly limits?: AccountLimits | undefined;
  readonly pause?: Pause | undefined;
}

/** The holds of tasks as they stand now, by task id, and which of them this call has taken. */
export interface TakenHolds {
  readonly holds: ReadonlyMap<string, Hold>;
  readonly taken: readonly string[];
}

export interface WantedHolds {
  readonly owner: string;
  readonly taskIds: readonly string[];
  /** Of each task, with the request's claim where another request could ask for tasks of the same ids. */
  readonly price: Hold;
  /** Of the tasks, for the credits history; each is counted as one begun. Optional; by default none is counted. */
  readonly kind?: string | undefined;
  /** Whether the holds are kept for a moment only and get no their own items. */
  readonly isReserved?: boolean | undefined;
}

/**
 * Makes the function that takes the price of each task out of the balance and holds it, all or nothing. A task that is
 * held already by the same request is not charged again: its own item says so, which it has only once.
 * @throws InsufficientCoinsError, TaskLimitError, AccountNotFoundError, BusyError; TransactionChangedError where another
 * request holds one of the tasks. Then nothing is changed.
 */
export function createTakeHolds(context: TakeHoldsDependencies) {
  const { accounts, clock, limits: stage, pause } = context;
  /**
   * Accounts as they were last seen: a wrong guess is refused by the write, a right one saves a read and a second write
   * for each start.
   */
  const known = new Map<string, KnownAccount>();
  /** By owner, the nonces of holds that have items: the next hold's write forgets them, which costs nothing. */
  const recorded = new Map<string, Set<string>>();
  const countedAt = new Map<string, number>();

  function remember({ owner, limits, closed }: Account): void {
    for (const map of [known, recorded, countedAt]) if (map.size >= MOST_REMEMBERED) map.clear();
    known.set(owner, { limits, closed });
  }

  async function tryHold(wanted: WantedHolds, pending: readonly PendingHold[], account?: Account) {
    const { owner, price, kind } = wanted;
    const now = clock.now();
    const guessed = known.get(owner) ?? { closed: 0 };
    const bounds =
      stage && (account ? createBounds(stage, account, now) : guessBounds(stage, guessed, now));
    const nonces = [...(recorded.get(owner) ?? [])];
    const count =
      kind === undefined ? undefined : { date: toDate(now), kind, tasks: pending.length };
    const others = await accounts.hold(owner, { pending, price, bounds, recorded: nonces, count });
    if (others) for (const nonce of nonces) recorded.get(owner)?.delete(nonce);
    return others;
  }

  /** Counts the open holds anew where their number stands in the way, unless that was done just now. */
  async function recount(account: Account, more: number): Promise<Account> {
    if (!stage || !exceedsOpenTasks(stage, account, more)) return account;
    const { owner, opened, closed } = account;
    const pauseMilliseconds = Math.floor((opened - closed) / COUNTED_A_MILLISECOND);
    if (clock.now() - (countedAt.get(owner) ?? 0) < pauseMilliseconds) return account;
    countedAt.set(owner, clock.now());
    return countOpen(context, account);
  }

  async function record(wanted: WantedHolds, pending: PendingHold): Promise<HoldItem> {
    const { owner, kind, price } = wanted;
    const item = await recordPending(context, owner, pending, kind);
    if (item.nonce !== pending.nonce) checkSameRequest(item.hold, price);
    else recorded.set(owner, (recorded.get(owner) ?? new Set()).add(pending.nonce));
    return item;
  }

  /** The first before the others: where it is another request's, all are. */
  async function recordAll(wanted: WantedHolds, pending: readonly PendingHold[]) {
    const [first, ...others] = pending;
    if (!first || wanted.isReserved) return [];
    const item = await record(wanted, first).catch(async (error: unknown) => {
      if (error instanceof TransactionChangedError)
        await Promise.all(others.map((one) => undoPending(accounts, wanted.owner, one)));
      throw error;
    });
    return [item, ...(await Promise.all(others.map((one) => record(wanted, one))))];
  }

  /** The holds of these tasks that stand already. @throws TransactionChangedError where they are another request's. */
  async function findStanding(account: Account, wanted: WantedHolds): Promise<Map<string, Hold>> {
    const { owner, taskIds, price } = wanted;
    const standing = new Map<string, Hold>();
    for (const taskId of taskIds) {
      const counts = price.countedSince !== undefined;
      const pending = Object.values(account.pendingHolds).find(
        (one) => one.taskId === taskId && !one.isReserved,
      );
      const item =
        (await accounts.findHold(owner, taskId, counts)) ??
        (pending && (await recordPending(context, owner, pending, wanted.kind)));
      if (!item || (counts && !item.isOpen)) continue;
      checkSameRequest(item.hold, price);
      standing.set(taskId, item.hold);
    }
    return standing;
  }

  /**
   * Keeps the holds that were taken.
   * @param others those of copies of this request that died, or are under way: one hold of a task stands
   */
  async function keep(
    wanted: WantedHolds,
    pending: readonly PendingHold[],
    others: readonly PendingHold[],
    standing: ReadonlyMap<string, Hold>,
  ): Promise<TakenHolds> {
    const { owner, price, isReserved, kind } = wanted;
    const items = await recordAll(wanted, pending);
    for (const other of others) await recordPending(context, owner, other, kind);
    const byTask = new Map(items.map((item) => [item.taskId, item]));
    const holds = new Map(standing);
    for (const { taskId } of pending) holds.set(taskId, byTask.get(taskId)?.hold ?? price);
    const taken = pending.filter(
      ({ taskId, nonce }) => isReserved || byTask.get(taskId)?.nonce === nonce,
    );
    return { holds, taken: taken.map(({ taskId }) => taskId) };
  }

  return async function takeHolds(wanted: WantedHolds): Promise<TakenHolds> {
    const { owner, taskIds, price, isReserved } = wanted;
    let account: Account | undefined;
    let standing = new Map<string, Hold>();
    return retryOnConflict({ what: `The account of ${owner}`, pause }, async () => {
      const missing = taskIds.filter((id) => !standing.has(id));
      const pending = missing.map((id) => createPending(id, wanted, clock.now()));
      const others = missing.length === 0 ? [] : await tryHold(wanted, pending, account);
      if (others) return keep(wanted, pending, others, standing);
      account = await requireAccount(accounts, owner);
      // The answer was lost on the way, so the write was sent again, and refused.
      if (isHeld(account, pending))
        return keep(wanted, pending, findOtherHolds(account, pending), standing);
      standing = isReserved ? standing : await findStanding(account, wanted);
      const more = taskIds.filter((id) => !standing.has(id)).length;
      checkBalance(account, { ...price, amount: more * price.amount });
      account = await recount(account, more);
      remember(account);
      if (stage) checkLimits(stage, account, { more, now: clock.now() });
      return CONFLICT;
    });
  };
}

function createPending(
  taskId: string,
  { price, kind, isReserved }: WantedHolds,
  now: number,
): PendingHold {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const since = Math.floor(now / 1000);
  return {
    ...{ ...price, taskId, nonce, since },
    ...(kind === undefined ? {} : { kind }),
    ...(isReserved ? { isReserved } : {}),
  };
}

function isHeld({ pendingHolds }: Account, pending: readonly PendingHold[]): boolean {
  return pending.every(({ nonce }) => Object.hasOwn(pendingHolds, nonce));
}

function checkSameRequest(standing: Hold, asked: Hold): void {
  if (!isSameRequest(standing.claim, asked.claim)) throw new TransactionChangedError();
}

function checkBalance(account: Account, { amount, currency }: Hold): void {
  const balance = currency === 'coins' ? account.balance : account.diamonds;
  if (balance < amount) throw new InsufficientCoinsError(amount, balance, currency);
}
