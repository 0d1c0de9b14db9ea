import type { Account } from './account.ts';
import { AccountNotFoundError, UserNotAllowedError, UserNotFoundError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';

/**
 * The owner name of a sub-user: `<parent>.<username>`. No account that an operator makes has a dot in its name, so the
 * part before the first one is the parent's. What may not stand in a path, such as the `@` of an address, is written as
 * `~` and its code.
 */
export function subUserOwner(parent: string, username: string): string {
  const plain = username.replace(
    /[^\w.-]/g,
    (character) => `~${character.charCodeAt(0).toString(16)}`,
  );
  return `${parent}.${plain}`;
}

/** Whose sub-user an owner is; undefined if it is nobody's. */
export function getParent(owner: string): string | undefined {
  const dot = owner.indexOf('.');
  return dot === -1 ? undefined : owner.slice(0, dot);
}

/**
 * The account of a sub-user of the caller's.
 * @throws UserNotFoundError also for other accounts' users
 */
export async function requireSubUser(
  accounts: Pick<AccountStore, 'get'>,
  parent: string,
  username: string,
): Promise<Account> {
  const account = await accounts.get(subUserOwner(parent, username));
  if (account?.parent !== parent || account.username !== username) {
    throw new UserNotFoundError(username);
  }
  return account;
}

/**
 * The caller's account, which must be no one's sub-user.
 * @throws AccountNotFoundError, UserNotAllowedError
 */
export async function requireParent(
  accounts: Pick<AccountStore, 'get'>,
  owner: string,
): Promise<Account> {
  const account = await accounts.get(owner);
  if (!account) throw new AccountNotFoundError(owner);
  if (account.parent === undefined) return account;
  throw new UserNotAllowedError(
    'A sub-user has no sub-users: the account that made it can make others.',
  );
}
