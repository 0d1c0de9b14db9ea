import type { AccountStore } from './account-store.ts';
import { hashApiToken } from './api-token.ts';

/** The owner that an `Authorization: Bearer sk_…` header speaks for; nothing when it speaks for none. */
export async function authenticate(
  { accounts }: { accounts: AccountStore },
  authorization: string | undefined,
): Promise<string | undefined> {
  const [scheme, token, ...rest] = authorization?.trim().split(/\s+/) ?? [];
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) return undefined;
  const found = await accounts.findToken(hashApiToken(token));
  return found?.owner;
}
