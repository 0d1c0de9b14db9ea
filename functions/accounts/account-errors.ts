import { errorNames } from '../contract.ts';

/** The account can't pay for what was asked. */
export class InsufficientCoinsError extends Error {
  override readonly name = errorNames.insufficientCoins;

  constructor(needed: number, balance: number) {
    super(`Not enough coins: this costs ${needed}, the account has ${balance}.`);
  }
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
