import type { AccountLimits } from './account.ts';
import { newAccount } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { makeToken } from './make-token.ts';
import { finishTransactions } from './post.ts';

export interface CreateUserDependencies {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
}

/** Whom to make, and what to begin with. */
export interface NewUser {
  readonly name: string;
  readonly coins: number;
  readonly diamonds?: number;
  /** What the account may do, in place of what the stage allows all; an account that is there already gets them too. */
  readonly limits?: AccountLimits | undefined;
}

export interface CreatedUser {
  readonly owner: string;
  /** Shown here and never again. */
  readonly token: string;
  /** The account's balances. */
  readonly coins: number;
  readonly diamonds: number;
}

/**
 * Creates an account with these coins and diamonds and an API token for it. An account that is there already keeps what
 * it has and gets one more token. The first grant is posted with the account itself, in one write.
 */
export async function createUser(
  { accounts, clock }: CreateUserDependencies,
  { name: owner, coins, diamonds = 0, limits }: NewUser,
): Promise<CreatedUser> {
  const createdAt = new Date(clock.now()).toISOString();
  const grant = { id: 'first#grant', at: createdAt, reason: 'grant' as const, coins, diamonds };
  await accounts.create(
    newAccount({
      owner,
      createdAt,
      balance: coins,
      diamonds,
      transactions: { [grant.id]: grant },
      transactionsVersion: 1,
      ...(limits ? { limits } : {}),
    }),
  );
  const account = (await accounts.get(owner)) ?? newAccount({ owner, createdAt });
  await finishTransactions(accounts, account);
  if (limits) await accounts.setLimits(owner, limits);
  const { token } = await makeToken({ accounts, clock }, { owner });
  return { owner, token, coins: account.balance, diamonds: account.diamonds };
}
