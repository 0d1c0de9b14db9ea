import type { AccountStore } from '../../accounts/account-store.ts';
import type { Route } from '../route.ts';

export interface AccountRoutes {
  readonly accounts: AccountStore;
}

/** What an owner can ask about the account (a2e-api 12). */
export function accountRoutes({ accounts }: AccountRoutes): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/user/remainingCoins',
      async handle({ owner }) {
        const account = await accounts.get(owner);
        return { coins: account?.balance ?? 0, diamonds: 0 };
      },
    },
  ];
}
