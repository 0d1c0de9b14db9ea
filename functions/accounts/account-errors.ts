import { errorNames } from '../contract.ts';
import type { Currency } from './ledger-entry.ts';

const WHERE_MORE_COMES_FROM: Record<Currency, string> = {
  coins: '',
  diamonds: ' POST /api/v1/user/exchangeDiamonds makes diamonds of coins.',
};

/** The account can't pay for what was asked. */
export class InsufficientCoinsError extends Error {
  override readonly name = errorNames.insufficientCoins;

  constructor(needed: number, balance: number, currency: Currency = 'coins') {
    super(
      `Not enough ${currency}: this costs ${needed}, the account has ${balance}.${WHERE_MORE_COMES_FROM[currency]}`,
    );
  }
}

/** The account has, or has had today, as many tasks as it may have. */
export class TaskLimitError extends Error {
  override readonly name = 'TaskLimitError';
  /** After how many seconds it may have others, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterSeconds?: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The account has as many sub-users or tokens as it may have. */
export class AccountLimitError extends Error {
  override readonly name = 'AccountLimitError';
}

/** Tasks and tokens belong to accounts, and there is none of that name. */
export class AccountNotFoundError extends Error {
  override readonly name = errorNames.accountNotFound;

  constructor(owner: string) {
    super(
      `There is no account "${owner}". The create-user function makes it (see docs/deploying.md).`,
    );
  }
}

/** The caller has no sub-user of that name. */
export class UserNotFoundError extends Error {
  override readonly name = 'UserNotFoundError';

  constructor(username: string) {
    super(`You have no user "${username}". GET /api/v1/user/list names those that you have.`);
  }
}

/** There is a sub-user of that name already. */
export class UserExistsError extends Error {
  override readonly name = 'UserExistsError';
}

/** A sub-user asked for what only a top-level account may do, or something was asked for a user who is disabled. */
export class UserNotAllowedError extends Error {
  override readonly name = 'UserNotAllowedError';
}

/** The owner has no such token. */
export class TokenNotFoundError extends Error {
  override readonly name = 'TokenNotFoundError';

  constructor(id: string) {
    super(`There is no token ${id}. GET /api/v1/apiToken/list names those that there are.`);
  }
}

/** An idempotency key came again with another entry of coins. */
export class TransactionChangedError extends Error {
  override readonly name = 'TransactionChangedError';

  constructor() {
    super(
      'This Idempotency-Key was already used with another request; use a new key for a new request.',
    );
  }
}

/** The history is longer than what is read at once. */
export class HistoryTooLongError extends Error {
  override readonly name = 'HistoryTooLongError';

  constructor(most: number) {
    super(`There are more than ${most} lines in that time: give startDate and endDate.`);
  }
}
