import type { Account } from './account.ts';
import { AccountNotFoundError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';

/** The owner's account. @throws AccountNotFoundError */
export async function requireAccount(
  accounts: Pick<AccountStore, 'get'>,
  owner: string,
): Promise<Account> {
  const account = await accounts.get(owner);
  if (!account) throw new AccountNotFoundError(owner);
  return account;
}
