import type { Price } from '../catalog/kind-definition.ts';
import type { Account, AccountLimits, Hold } from './account.ts';
import type { HoldBounds } from './account-limits.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { LedgerTransaction } from './ledger-transaction.ts';
import type { UsageCount, UsageRow } from './usage.ts';

/** Accounts, API tokens and coins. Every write is one conditional item, so a repeat after a crash changes nothing. */
export interface AccountStore {
  /** Adds the account. False when the owner has one already, which then stays as it is. */
  create(account: Account): Promise<boolean>;
  get(owner: string): Promise<Account | undefined>;
  /**
   * Takes the price of every task out of the balance. False, with nothing taken, when there is no such account, the
   * balance is too small, one of the tasks is held already or the bounds are not kept.
   */
  hold(owner: string, hold: NewHold): Promise<boolean>;
  /**
   * Forgets a hold: its price is spent. False when there was none.
   * @param claim the hold's, or how it begins; optional, defaults to any
   * @param count what the same write adds to the sums; optional, defaults to nothing
   */
  dropHold(owner: string, taskId: string, claim?: string, count?: UsageCount): Promise<boolean>;
  /**
   * Puts a hold back into the balance. False when there was none like that.
   * @param count as of `dropHold`
   */
  returnHold(owner: string, taskId: string, hold: Hold, count?: UsageCount): Promise<boolean>;
  /** Puts a hold back, and counts one task less on that day. False when there was none like that, or it is another day. */
  uncountHold(owner: string, taskId: string, hold: Hold, day: string): Promise<boolean>;
  /** Leaves this much of a hold without a claim, and puts the rest back into the balance. False when there was none of that price. */
  reduceHold(owner: string, taskId: string, price: Price, amount: number): Promise<boolean>;
  /**
   * Changes the balances and keeps the transaction with the account, in one write. False, with nothing changed, when
   * another was posted since the account was read, or a balance would fall below nothing.
   * @param isNew whether nobody else can have posted a transaction of this id: then others in between don't matter
   */
  post(seen: Account, transaction: LedgerTransaction, isNew?: boolean): Promise<boolean>;
  /** Forgets a transaction from which nothing more follows; nothing happens when there is none. */
  closeTransaction(owner: string, id: string): Promise<void>;
  /**
   * The owners whose accounts hold coins or transactions and have not been swept since this time; the longest unswept
   * first. May lag by a moment.
   * @param before ISO 8601, UTC
   */
  listHolding(before: string, limit: number): Promise<string[]>;
  /** Notes when an account was swept; one without holds and transactions is no longer listed. */
  noteHoldsSwept(owner: string, at: string): Promise<void>;
  /** Replaces the account's own limits. False when there is no such account. */
  setLimits(owner: string, limits: AccountLimits): Promise<boolean>;
  /** Notes since when the account is disabled, the first time. */
  disable(owner: string, at: string): Promise<void>;
  /** Writes a line of the credits history, once. */
  record(entry: LedgerEntry): Promise<void>;
  /** Keeps the sums of a day that is over in a record of its own, and takes them out of the account. Can be repeated. */
  keepUsage(owner: string, date: string, rows: readonly UsageRow[]): Promise<void>;
  /** The sums of days that were taken out of the account. @param range both inclusive, UTC, `YYYY-MM-DD` */
  listUsage(
    owner: string,
    range: { readonly from: string; readonly to: string },
  ): Promise<UsageRow[]>;
  /** A line of the credits history. */
  entry(owner: string, id: string): Promise<LedgerEntry | undefined>;
  /** Lines of the credits history, newest first. May lag by a moment. */
  listEntries(owner: string, range: EntryRange): Promise<LedgerEntry[]>;
  /** Lists an account, which need not be there yet, among its parent's sub-users. */
  addSubUser(user: SubUser): Promise<void>;
  /** The sub-users of an account in the order of their names. */
  getSubUsers(parent: string): Promise<SubUser[]>;
  addToken(token: ApiTokenRecord): Promise<void>;
  findToken(hash: string): Promise<ApiTokenRecord | undefined>;
  /**
   * Finds the token and counts one start in the minute (Unix time in minutes), in one write when the minute has begun.
   * Counts on whatever the count is; undefined if there is no such token.
   */
  countStart(hash: string, minute: number): Promise<CountedStart | undefined>;
  getTokens(owner: string): Promise<ApiTokenRecord[]>;
  /** Takes the token back. False when there was none. */
  removeToken(token: Pick<ApiTokenRecord, 'hash' | 'owner'>): Promise<boolean>;
}

/** What is taken out of the balance at once. */
export interface NewHold {
  readonly taskIds: readonly string[];
  /** Of each task. */
  readonly price: Hold;
  /** Optional; by default the tasks are not counted. */
  readonly bounds?: HoldBounds | undefined;
  /** What the same write adds to the sums; optional, defaults to nothing. */
  readonly count?: UsageCount | undefined;
}

export interface EntryRange {
  /** The oldest and the newest time, both inclusive; ISO 8601, UTC, with milliseconds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The most lines that are answered. */
  readonly limit: number;
}

export interface CountedStart {
  readonly token: ApiTokenRecord;
  /** How many the token has begun in this minute, with this one. */
  readonly starts: number;
}

/** An API token, as it is kept: never itself. */
export interface ApiTokenRecord {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  readonly owner: string;
  readonly createdAt: string;
  /** What its owner calls it. */
  readonly name?: string | undefined;
  /** Its first and last characters, by which its owner knows it. */
  readonly hint?: string | undefined;
  /** From then on it lets nobody in; ISO 8601, UTC. */
  readonly validUntil?: string | undefined;
}

/** An entry in the list of an account's sub-users. */
export interface SubUser {
  /** The sub-user's own account. */
  readonly owner: string;
  readonly parent: string;
  readonly username: string;
  readonly createdAt: string;
}
