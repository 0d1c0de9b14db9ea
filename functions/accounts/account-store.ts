import type { Account, AccountLimits, Hold, HoldItem, PendingHold } from './account.ts';
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
   * Takes the price of every hold out of the balance and keeps the holds with the account. Undefined, with nothing taken,
   * when there is no such account, the balance is too small, the bounds are not kept or one of the holds is there already.
   * @returns where the price has a claim, the pending holds of the same tasks that others took
   */
  hold(owner: string, hold: NewHold): Promise<readonly PendingHold[] | undefined>;
  /**
   * Puts a pending hold back into the balance. False when it is not there.
   * @param count what the same write adds to the sums; optional, defaults to nothing
   */
  undoHold(owner: string, hold: PendingHold, count?: UsageCount): Promise<boolean>;
  /** Leaves this much of a pending hold, and puts the rest back into the balance. False when there is none of that price. */
  reduceHold(owner: string, hold: PendingHold, amount: number): Promise<boolean>;
  /** Forgets pending holds, which have their own items or are spent. */
  forgetPending(owner: string, nonces: readonly string[]): Promise<void>;
  /**
   * Gives a hold a separate item, which is also its line in the credits history unless it only counts. False when the
   * task has had one before, which then stays as it is; a closed one that only counts is replaced.
   */
  recordHold(hold: RecordedHold): Promise<boolean>;
  /** @param counts whether it is one that only counts */
  findHold(owner: string, taskId: string, counts: boolean): Promise<HoldItem | undefined>;
  /** The open holds of an owner that have separate items. May lag by a moment. */
  listHolds(owner: string): Promise<OpenHold[]>;
  /**
   * Notes that a hold is open no more. False when it was not open.
   * @param claim the hold's, or how it begins; optional, defaults to any
   */
  closeHold(owner: string, taskId: string, counts: boolean, claim?: string): Promise<boolean>;
  /**
   * Puts a price back into the balance and notes that, in one write. False, with nothing changed, when it is noted
   * already, or the price of another task of the group went back since the account was read.
   * @param count as of `undoHold`
   */
  returnPrice(seen: Account, taskId: string, price: Hold, count?: UsageCount): Promise<boolean>;
  /** Forgets that the price of a task went back: its hold is closed. */
  forgetReturn(owner: string, taskId: string): Promise<void>;
  /** Notes how many holds are open no more. False when another number was noted since the account was read. */
  noteClosed(seen: Account, closed: number): Promise<boolean>;
  /** Adds to the sums of a day. */
  addUsage(owner: string, count: UsageCount): Promise<void>;
  /** Keeps the sums of a day that is over in its own record, and takes them out of the account. Can be repeated. */
  keepUsage(owner: string, date: string, rows: readonly UsageRow[]): Promise<void>;
  /** The sums of days that were taken out of the account. @param range both inclusive, UTC, `YYYY-MM-DD` */
  listUsage(
    owner: string,
    range: { readonly from: string; readonly to: string },
  ): Promise<UsageRow[]>;
  /** Counts one task less on that day, if it is still that day. */
  uncountDay(owner: string, day: string): Promise<void>;
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
  /**
   * Notes when an account was swept.
   * @param openedAtNone how many holds it had taken when it had none with their own items; if there is nothing
   *   pending and none were taken since, it is no longer listed
   */
  noteHoldsSwept(owner: string, at: string, openedAtNone?: number): Promise<void>;
  /** Replaces the account's own limits. False when there is no such account. */
  setLimits(owner: string, limits: AccountLimits): Promise<boolean>;
  /** Replaces the ids that the operator has assigned to the account. False when there is no such account. */
  setAssignedIds(owner: string, ids: readonly string[]): Promise<boolean>;
  /**
   * Counts one upload on that day (`YYYY-MM-DD`), in one write when the day has begun. False, with nothing counted, when
   * there were as many as `most` on it, or there is no such account.
   */
  countUpload(owner: string, day: string, most: number): Promise<boolean>;
  /** Notes since when the account is disabled, the first time. */
  disable(owner: string, at: string): Promise<void>;
  /** Writes a line of the credits history, once. */
  record(entry: LedgerEntry): Promise<void>;
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
  readonly pending: readonly PendingHold[];
  /** Of each hold. */
  readonly price: Hold;
  /** Optional; by default the tasks are not counted by the day, and never too many. */
  readonly bounds?: HoldBounds | undefined;
  /** The nonces of earlier holds that have their own items, and are forgotten by the same write. */
  readonly recorded?: readonly string[] | undefined;
  /** What the same write adds to the sums; optional, defaults to nothing. */
  readonly count?: UsageCount | undefined;
}

/** A hold that gets a separate item. */
export interface RecordedHold extends Omit<HoldItem, 'isOpen'> {
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  /** Of the task, for the credits history. */
  readonly kind?: string | undefined;
}

/** What a list of holds says of each. */
export interface OpenHold {
  readonly taskId: string;
  /** When it got its item; ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  readonly counts: boolean;
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
