import type { AccountStore } from './account-store.ts';
import { revokeTokens } from './revoke-tokens.ts';

export interface DisableAccountDependencies {
  readonly accounts: Pick<
    AccountStore,
    'disable' | 'findToken' | 'getSubUsers' | 'getTokens' | 'removeToken'
  >;
  readonly clock: { now(): number };
}

/**
 * Ends an account and its sub-users: their tokens are revoked and they get no others. What they started goes on, their
 * records stay. The account is marked first: a token that is made meanwhile is taken back by whoever makes it. Can be
 * repeated.
 */
export async function disableAccount(
  { accounts, clock }: DisableAccountDependencies,
  owner: string,
): Promise<void> {
  const disabledAt = new Date(clock.now()).toISOString();
  await accounts.disable(owner, disabledAt);
  const users = await accounts.getSubUsers(owner);
  await Promise.all(users.map((user) => accounts.disable(user.owner, disabledAt)));
  await revokeTokens({ accounts }, { name: owner });
}
