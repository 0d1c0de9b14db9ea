import type { AccountStore } from './account-store.ts';

/** What can be spent. */
export interface Balance {
  readonly coins: number;
  readonly diamonds: number;
}

/** What the owner can spend now; undefined if there is no such account. */
export async function getBalance(
  { accounts }: { accounts: Pick<AccountStore, 'get'> },
  owner: string,
): Promise<Balance> {
  const account = await accounts.get(owner);
  return { coins: account?.balance ?? 0, diamonds: account?.diamonds ?? 0 };
}
