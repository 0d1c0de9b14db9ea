import type { Hold, HoldItem, PendingHold } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { toDate } from './usage.ts';

export interface RecordPendingDependencies {
  readonly accounts: Pick<AccountStore, 'recordHold' | 'findHold' | 'undoHold'>;
  readonly clock: { now(): number };
}

/**
 * Gives a pending hold a separate item; anybody may do that for it. Where the task has had another hold, that one
 * stands, and this one goes back into the balance.
 * @param kind of the task, for the credits history
 * @returns what the task's item says
 */
export async function recordPending(
  { accounts, clock }: RecordPendingDependencies,
  owner: string,
  pending: PendingHold,
  kind?: string,
): Promise<HoldItem> {
  const { taskId, nonce } = pending;
  const hold = toHold(pending);
  const at = new Date(clock.now()).toISOString();
  if (await accounts.recordHold({ owner, taskId, hold, nonce, at, kind })) {
    return { owner, taskId, hold, nonce, isOpen: true };
  }
  const standing = await accounts.findHold(owner, taskId, hold.countedSince !== undefined);
  // One that only counts may have expired since.
  if (standing === undefined) return { owner, taskId, hold, nonce, isOpen: false };
  if (standing.nonce !== nonce) await undoPending(accounts, owner, pending);
  return standing;
}

/** Puts a pending hold back and counts its task as not begun. False when it is not there. */
export function undoPending(
  accounts: Pick<AccountStore, 'undoHold'>,
  owner: string,
  pending: PendingHold,
): Promise<boolean> {
  const { kind, since } = pending;
  const count = kind === undefined ? undefined : { date: toDate(since * 1000), kind, tasks: -1 };
  return accounts.undoHold(owner, pending, count);
}

function toHold({ amount, currency, claim, countedSince }: PendingHold): Hold {
  return {
    amount,
    currency,
    ...(claim === undefined ? {} : { claim }),
    ...(countedSince === undefined ? {} : { countedSince }),
  };
}
