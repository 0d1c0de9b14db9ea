import type { Price } from '../catalog/kind-definition.ts';
import type { LedgerTransaction } from './ledger-transaction.ts';
import type { UsageRow } from './usage.ts';

/** How much an owner may do. Each limit is optional and defaults to the stage's; without that there is none. */
export interface AccountLimits {
  /** How many tasks may be open at once: made, and neither completed, failed nor deleted. */
  readonly openTasks?: number | undefined;
  /** How many tasks may be made on one day, UTC. */
  readonly tasksPerDay?: number | undefined;
}

/** An owner of tasks, endpoints, coins and diamonds. */
export interface Account {
  /** What everything of this owner is kept under; `operator` for the first user. */
  readonly owner: string;
  /** ISO 8601, UTC, with milliseconds; so are all times here. */
  readonly createdAt: string;
  /** Coins that can be spent. */
  readonly balance: number;
  /** Diamonds that can be spent. */
  readonly diamonds: number;
  /**
   * What was taken out of the balance lately, by the hold's nonce: each hold is here until it is known to have a
   * separate item, so there may also be holds here whose tasks have ended since.
   */
  readonly pendingHolds: Readonly<Record<string, PendingHold>>;
  /** The tasks whose price is back in the balance, though their holds may still be open. */
  readonly pendingReturns: Readonly<Record<string, true>>;
  /** How many prices went back, by the group of their tasks (`getReturnGroup`). */
  readonly returnVersions: Readonly<Record<string, number>>;
  /** How many holds were ever taken. */
  readonly opened: number;
  /** How many of them are known to be open no more; at most as many as are. */
  readonly closed: number;
  /** What has been posted and is not yet in the credits history, by the transaction's id. */
  readonly transactions: Readonly<Record<string, LedgerTransaction>>;
  /** Grows by one with every transaction that is posted. */
  readonly transactionsVersion: number;
  /** The tasks that were made on the last day (UTC, `YYYY-MM-DD`) on which they were counted. */
  readonly day?: { readonly date: string; readonly tasks: number };
  /** The sums of the last days; those of earlier days are in a record each. */
  readonly usage?: readonly UsageRow[];
  /** What the operator allows this account, in place of what the stage allows all. */
  readonly limits?: AccountLimits;
  /** Ids of things at a provider, such as avatars and voices, that the operator lets this account use. */
  readonly assignedIds?: readonly string[];
  /** Whose sub-user it is, and the name that it has there. */
  readonly parent?: string;
  readonly username?: string;
  /** The id of the request that made it, where one of the API's did. */
  readonly createdBy?: string;
  /** Since when nobody can use it: its tokens are taken back and none is made. */
  readonly disabledAt?: string;
}

/** What was taken out of a balance for a task that has not ended. */
export interface Hold extends Price {
  /** Which request took it; undefined if no other request can ask for the same task. See `claim.ts`. */
  readonly claim?: string;
  /**
   * Set in an account that only counts the tasks of its sub-users, in whole seconds since 1970: since when. Such a hold
   * costs nothing.
   */
  readonly countedSince?: number;
}

/** A hold in its account. */
export interface PendingHold extends Hold {
  readonly taskId: string;
  /** Distinguishes it from every other hold, also of the same task. */
  readonly nonce: string;
  /** Since when, in whole seconds since 1970. */
  readonly since: number;
  /** Of the task, where it was counted as begun. */
  readonly kind?: string;
  /** Whether it gets no separate item, because it is kept for a moment only. */
  readonly isReserved?: boolean;
}

/** A hold in a separate item, which a task has at most one of, ever. */
export interface HoldItem {
  readonly owner: string;
  readonly taskId: string;
  readonly hold: Hold;
  /** Of the hold in the account. */
  readonly nonce: string;
  /** False once the price is spent or returned. */
  readonly isOpen: boolean;
}

/** Tasks whose prices go back one after the other; those of different groups don't disturb each other. */
export function getReturnGroup(taskId: string): string {
  return taskId.slice(-1);
}

/** An account in which nothing has happened yet. */
export function newAccount(
  facts: Pick<Account, 'owner' | 'createdAt'> & Partial<Account>,
): Account {
  return {
    ...{ balance: 0, diamonds: 0, transactions: {}, transactionsVersion: 0 },
    ...{ pendingHolds: {}, pendingReturns: {}, returnVersions: {}, opened: 0, closed: 0 },
    ...facts,
  };
}
