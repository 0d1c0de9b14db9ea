import type { AccountLimits } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { disableAccount } from './disable-account.ts';
import type { Balance } from './get-balance.ts';
import { post } from './post.ts';
import { requireAccount } from './require-account.ts';

/** What an operator changes in an account, a sub-user's (`<parent>.<username>`) too. */
export interface AccountChange {
  readonly name: string;
  /** What the account gets. The same id gives the same once, however often it is sent. */
  readonly grant?: { readonly id: string; readonly coins: number; readonly diamonds: number };
  /** Replaces all its own limits; a limit that is not given defaults to the stage's. */
  readonly limits?: AccountLimits | undefined;
  /** Replaces the ids of things at a provider, such as avatars and voices, that the account may use. */
  readonly assignedIds?: readonly string[] | undefined;
  /** Lets nobody in any more: neither the account nor any of its sub-users. */
  readonly disabled?: true | undefined;
}

/** What an account has after a change. */
export interface ChangedAccount extends Balance {
  readonly owner: string;
  readonly limits: AccountLimits;
  readonly assignedIds: readonly string[];
  readonly disabled: boolean;
}

/**
 * Grants coins and diamonds to an account, sets its limits and assigned ids, disables it; answers what it has afterwards. Can be
 * repeated.
 * @throws AccountNotFoundError; TransactionChangedError when the id granted something else before.
 */
export async function changeAccount(
  { accounts, clock }: { accounts: AccountStore; clock: { now(): number } },
  { name, grant, limits, assignedIds, disabled }: AccountChange,
): Promise<ChangedAccount> {
  if (grant) {
    const { id, ...amounts } = grant;
    const at = new Date(clock.now()).toISOString();
    await post(accounts, name, { id: `grant#${id}`, at, reason: 'grant', ...amounts });
  }
  if (limits) await accounts.setLimits(name, limits);
  if (assignedIds) await accounts.setAssignedIds(name, assignedIds);
  if (disabled) await disableAccount({ accounts, clock }, name);
  const account = await requireAccount(accounts, name);
  const { owner, balance, diamonds } = account;
  return {
    owner,
    coins: balance,
    diamonds,
    limits: account.limits ?? {},
    assignedIds: account.assignedIds ?? [],
    disabled: account.disabledAt !== undefined,
  };
}
