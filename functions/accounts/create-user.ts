import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { hashApiToken, newApiToken } from './api-token.ts';

export interface CreateUser {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
}

export interface CreatedUser {
  readonly owner: string;
  /** Shown here and never again. */
  readonly token: string;
  /** The account's balance, in coins. */
  readonly coins: number;
}

/**
 * Makes an account with so many coins and an API token for it. An account that is there already keeps its coins and
 * gets one more token.
 */
export async function createUser(
  { accounts, clock }: CreateUser,
  { name, coins }: { name: string; coins: number },
): Promise<CreatedUser> {
  const createdAt = new Date(clock.now()).toISOString();
  const draft: Account = { owner: name, createdAt, balance: coins, holds: {} };
  const isNew = await accounts.create(draft);
  const account = isNew ? draft : ((await accounts.get(name)) ?? draft);
  await accounts.record({
    owner: name,
    id: 'first#grant',
    at: account.createdAt,
    coins,
    reason: 'grant',
  });
  const token = newApiToken();
  await accounts.addToken({ hash: hashApiToken(token), owner: name, createdAt });
  return { owner: name, token, coins: account.balance };
}
