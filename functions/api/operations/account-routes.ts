import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import { addSubUser } from '../../accounts/add-sub-user.ts';
import { creditsHistory } from '../../accounts/credits-history.ts';
import { disableSubUser } from '../../accounts/disable-sub-user.ts';
import { exchangeDiamonds } from '../../accounts/exchange-diamonds.ts';
import { getBalance } from '../../accounts/get-balance.ts';
import { listSubUsers } from '../../accounts/list-sub-users.ts';
import { transferCoins } from '../../accounts/transfer-coins.ts';
import { flag, wholeNumber, withoutNulls } from '../../catalog/fields.ts';
import { idempotencyKeyOf } from '../server/idempotency-key.ts';
import { type Route, route } from '../server/route.ts';
import { inclusiveFrom, inclusiveTo, page, username } from './account-fields.ts';

export interface AccountRoutes {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
}

/** The most coins that are moved at once, and the most diamonds that are made: far above any account. */
const MOST_COINS = 999_999_999;
const MOST_DIAMONDS = 9_999_999;

const exchange = z.preprocess(withoutNulls, z.object({ diamonds: wholeNumber(1, MOST_DIAMONDS) }));
const history = page.extend({
  is_consumption: flag.optional(),
  startDate: inclusiveFrom.optional(),
  endDate: inclusiveTo.optional(),
});
const newUser = z.preprocess(
  withoutNulls,
  z.object({ username, coins: wholeNumber(0, MOST_COINS).default(0) }),
);
const transfer = z.preprocess(
  withoutNulls,
  z.object({
    username,
    coins: wholeNumber(1, MOST_COINS),
    direction: z
      .enum(['to_user', 'from_user'], 'must be to_user, or from_user to take coins back')
      .default('to_user'),
  }),
);

const coinRoutes: readonly Route<AccountRoutes>[] = [
  route({
    method: 'GET',
    path: '/api/v1/user/remainingCoins',
    handle: (context: AccountRoutes, { owner }) => getBalance(context, owner),
  }),
  route({
    method: 'POST',
    path: '/api/v1/user/exchangeDiamonds',
    body: exchange,
    handle: (context: AccountRoutes, { owner, body, headers }) =>
      exchangeDiamonds(context, { owner, ...body, idempotencyKey: idempotencyKeyOf(headers) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/transactionRecord/creditsHistory',
    query: history,
    handle: (context: AccountRoutes, { owner, query }) =>
      creditsHistory(context, {
        owner,
        pageNum: query.pageNum,
        pageSize: query.pageSize,
        isConsumption: query.is_consumption,
        from: query.startDate,
        to: query.endDate,
      }),
  }),
];

const userRoutes: readonly Route<AccountRoutes>[] = [
  route({
    method: 'POST',
    path: '/api/v1/user/add',
    body: newUser,
    handle: (context: AccountRoutes, { owner, body, headers }) =>
      addSubUser(context, { owner, ...body, idempotencyKey: idempotencyKeyOf(headers) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/user/list',
    query: page,
    handle: (context: AccountRoutes, { owner, query }) =>
      listSubUsers(context, { owner, ...query }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/user/transferCoins',
    body: transfer,
    handle: (context: AccountRoutes, { owner, body, headers }) =>
      transferCoins(context, { owner, ...body, idempotencyKey: idempotencyKeyOf(headers) }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/user/:username',
    handle: (context: AccountRoutes, { owner, params }) =>
      disableSubUser(context, { owner, username: params['username'] ?? '' }),
  }),
];

/** What an owner has, spends and shares (a2e-api 12). */
export const accountRoutes: readonly Route<AccountRoutes>[] = [...coinRoutes, ...userRoutes];
