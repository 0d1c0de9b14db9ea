import type { Account } from './account.ts';

/** A sub-user as its parent sees it. */
export interface SubUserView {
  readonly _id: string;
  readonly username: string;
  readonly coins: number;
  readonly diamonds: number;
  readonly status: 'active' | 'disabled';
  readonly createdAt: string;
}

/** A sub-user as its parent sees it. */
export function toSubUserView(account: Account): SubUserView {
  const { owner, username, balance, diamonds, createdAt, disabledAt } = account;
  return {
    _id: owner,
    username: username ?? owner,
    coins: balance,
    diamonds,
    status: disabledAt === undefined ? 'active' : 'disabled',
    createdAt,
  };
}
