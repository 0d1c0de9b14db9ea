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
  /** Writes a line of the credits history, once. */
  record(movement: Movement): Promise<void>;
  addToken(token: ApiTokenRecord): Promise<void>;
  findToken(hash: string): Promise<ApiTokenRecord | undefined>;
}

/** An API token, as it is kept: never itself. */
export interface ApiTokenRecord {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  readonly owner: string;
  readonly createdAt: string;
}
