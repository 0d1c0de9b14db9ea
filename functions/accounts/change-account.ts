import type { AccountLimits } from './account.ts';
import { AccountNotFoundError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import type { Balance } from './get-balance.ts';
import { post } from './post.ts';

/** What an operator changes in an account, a sub-user's (`<parent>.<username>`) too. */
export interface AccountChange {
  readonly name: string;
  /** What the account gets. The same id gives the same once, however often it is sent. */
  readonly grant?: { readonly id: string; readonly coins: number; readonly diamonds: number };
  /** Replaces all its own limits; a limit that is not given defaults to the stage's. */
  readonly limits?: AccountLimits | undefined;
}

/**
 * Grants coins and diamonds to an account and sets its limits; answers what it has afterwards.
 * @throws AccountNotFoundError; BookingChangedError when the id granted something else before.
 */
export async function changeAccount(
  { accounts, clock }: { accounts: AccountStore; clock: { now(): number } },
  { name, grant, limits }: AccountChange,
): Promise<Balance & { owner: string; limits: AccountLimits }> {
  if (grant) {
    const { id, ...amounts } = grant;
    const at = new Date(clock.now()).toISOString();
    await post(accounts, name, { id: `grant#${id}`, at, reason: 'grant', ...amounts });
  }
  if (limits) await accounts.setLimits(name, limits);
  const account = await accounts.get(name);
  if (!account) throw new AccountNotFoundError(name);
  const { owner, balance, diamonds } = account;
  return { owner, coins: balance, diamonds, limits: account.limits ?? {} };
}
