import type { Account, Movement } from './account.ts';

/** Accounts, API tokens and coins. Every write is one conditional item, so a repeat after a crash changes nothing. */
export interface AccountStore {
  /** Adds the account. False when the owner has one already, which then stays as it is. */
  create(account: Account): Promise<boolean>;
  get(owner: string): Promise<Account | undefined>;
  /**
   * Takes `coinsEach` for every task out of the balance. False, with nothing taken, when there is no such account, the
   * balance is too small or one of the tasks is held already.
   */
  hold(owner: string, taskIds: readonly string[], coinsEach: number): Promise<boolean>;
  /** Forgets a hold: its coins are spent. False when there was none. */
  dropHold(owner: string, taskId: string): Promise<boolean>;
  /** Puts a hold of `coins` back into the balance. False when there was none of that size. */
  returnHold(owner: string, taskId: string, coins: number): Promise<boolean>;
  /**
   * The owners whose accounts hold coins and whose holds have not been swept since this time; the longest unswept
   * first. May lag by a moment.
   * @param before ISO 8601, UTC
   */
  listHolding(before: string, limit: number): Promise<string[]>;
  /** Notes when an account's holds were swept; an account that holds nothing is no longer listed. */
  noteHoldsSwept(owner: string, at: string): Promise<void>;
  /** Writes a line of the credits history, once. */
  record(movement: Movement): Promise<void>;
  /** A line of the credits history. */
  movement(owner: string, id: string): Promise<Movement | undefined>;
  addToken(token: ApiTokenRecord): Promise<void>;
  findToken(hash: string): Promise<ApiTokenRecord | undefined>;
  /**
   * Finds the token and counts one start in the minute (Unix time in minutes), in one write when the minute has begun.
   * Counts on whatever the count is; nothing when there is no such token.
   */
  countStart(hash: string, minute: number): Promise<CountedStart | undefined>;
  tokensOf(owner: string): Promise<ApiTokenRecord[]>;
  /** Takes the token back. False when there was none. */
  removeToken(token: Pick<ApiTokenRecord, 'hash' | 'owner'>): Promise<boolean>;
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
}
