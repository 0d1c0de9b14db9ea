import type { Price } from '../catalog/kind-definition.ts';
import type { AccountLimits } from './account-limits.ts';
import type { LedgerTransaction } from './ledger-transaction.ts';

/** What is paid with: 100 coins make one diamond, and a diamond is never made coins again (a2e-api 12). */
export type Currency = Price['currency'];

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
  /** What was taken out of the balance for tasks that have not ended, by task id. */
  readonly holds: Readonly<Record<string, Hold>>;
  /** What has been posted and is not yet in the credits history, by the transaction's id. */
  readonly transactions: Readonly<Record<string, LedgerTransaction>>;
  /** Grows by one with every transaction that is posted. */
  readonly transactionsVersion: number;
  /** The tasks that were made on the last day (UTC, `YYYY-MM-DD`) on which they were counted. */
  readonly day?: { readonly date: string; readonly tasks: number };
  /** What the operator allows this account, in place of what the stage allows all. */
  readonly limits?: AccountLimits;
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

/** An account in which nothing has happened yet. */
export function newAccount(
  facts: Pick<Account, 'owner' | 'createdAt'> & Partial<Account>,
): Account {
  return { balance: 0, diamonds: 0, holds: {}, transactions: {}, transactionsVersion: 0, ...facts };
}

/** Why coins or diamonds moved. */
export type EntryReason = 'grant' | 'charge' | 'refund' | 'exchange' | 'transfer';

/** One line of an owner's credits history. */
export interface LedgerEntry {
  readonly owner: string;
  /** Unlike any other of the owner's, and the same when the entry is written again: `<task id>#<reason>`. */
  readonly id: string;
  readonly at: string;
  /** Positive is a grant or a refund, negative is a charge (a2e-api 12). */
  readonly amount: number;
  readonly currency: Currency;
  readonly reason: EntryReason;
  readonly taskId?: string;
  /** The kind of the task, where it is known. */
  readonly kind?: string;
  /** Whose account coins went to or came from. */
  readonly counterpart?: string;
}
