import type { AccountStore } from './account-store.ts';
import { isValid, type TokenView, toTokenView } from './token-view.ts';

/** The owner's valid tokens, the newest first. */
export async function listTokens(
  { accounts, clock }: { accounts: Pick<AccountStore, 'getTokens'>; clock: { now(): number } },
  owner: string,
): Promise<TokenView[]> {
  const tokens = await accounts.getTokens(owner);
  return tokens
    .filter((token) => isValid(token, clock.now()))
    .map(toTokenView)
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
}
