import type { AccountStore } from './account-store.ts';
import { hashApiToken } from './api-token.ts';

/** Which tokens: the one that is given, or all that a user and its sub-users have. */
export type RevokedTokens = { readonly token: string } | { readonly name: string };

/**
 * Revokes tokens. Every request looks its token up, so the next one that comes with it is refused. What the tokens
 * started goes on. Answers how many were taken back.
 */
export async function revokeTokens(
  {
    accounts,
  }: { accounts: Pick<AccountStore, 'findToken' | 'getSubUsers' | 'getTokens' | 'removeToken'> },
  which: RevokedTokens,
): Promise<{ revoked: number }> {
  if ('token' in which) {
    const found = await accounts.findToken(hashApiToken(which.token));
    return { revoked: found && (await accounts.removeToken(found)) ? 1 : 0 };
  }
  const users = await accounts.getSubUsers(which.name);
  const owners = [which.name, ...users.map(({ owner }) => owner)];
  const tokens = (await Promise.all(owners.map((owner) => accounts.getTokens(owner)))).flat();
  const removed = await Promise.all(tokens.map((token) => accounts.removeToken(token)));
  return { revoked: removed.filter(Boolean).length };
}
