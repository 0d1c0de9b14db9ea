import { TokenNotFoundError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import { tokenId } from './api-token.ts';

/**
 * Takes back one of the owner's tokens, which may be the last one and the one that the request came with: the next
 * request with it is refused.
 * @throws TokenNotFoundError also for other owners' tokens
 */
export async function revokeOwnToken(
  { accounts }: { accounts: Pick<AccountStore, 'getTokens' | 'removeToken'> },
  { owner, id }: { owner: string; id: string },
): Promise<void> {
  const tokens = await accounts.getTokens(owner);
  const token = tokens.find((one) => tokenId(one) === id.toLowerCase());
  if (!token) throw new TokenNotFoundError(id);
  await accounts.removeToken(token);
}
