import type { AccountStore } from '../../accounts/account-store.ts';
import { type Route, route } from '../route.ts';

export interface AccountRoutes {
  readonly accounts: AccountStore;
}

/** What an owner can ask about the account (a2e-api 12). */
export const accountRoutes: readonly Route<AccountRoutes>[] = [
  route({
    method: 'GET',
    path: '/api/v1/user/remainingCoins',
    async handle({ accounts }: AccountRoutes, { owner }) {
      const account = await accounts.get(owner);
      return { coins: account?.balance ?? 0, diamonds: 0 };
    },
  }),
];
