import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import { addSubUser } from '../../accounts/add-sub-user.ts';
import { disableSubUser } from '../../accounts/disable-sub-user.ts';
import { listSubUsers } from '../../accounts/list-sub-users.ts';
import { transferCoins } from '../../accounts/transfer-coins.ts';
import { wholeNumber, withoutNulls } from '../../catalog/fields.ts';
import type { ClaimKey } from '../../claim-key.ts';
import type { Exclusively } from '../../exclusively.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';
import { balance, exampleSubUser, secretToken, subUser } from './account-answers.ts';
import { page, username } from './account-fields.ts';
import { createPage } from './answers.ts';

export interface SubUserOperations {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
  readonly exclusively: Exclusively;
  readonly claimKey: ClaimKey;
}

/** The most coins moved at once: far above any account. */
const MOST_COINS = 999_999_999;

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

/** An owner's sub-users (a2e-api 12). */
export const subUserOperations: readonly ApiOperation<SubUserOperations>[] = [
  operation({
    method: 'POST',
    path: '/api/v1/user/add',
    body: newUser,
    answer: subUser.extend({ token: secretToken }),
    describe: {
      tag: 'Account',
      title: 'Create a sub-user',
      description: 'With its own account and a first token. Its coins are taken from yours.',
      takesIdempotencyKey: true,
      bodyExample: { username: 'ada', coins: 500 },
      example: { ...exampleSubUser, token: 'sk_…' },
      errors: [403, 409, 422],
    },
    handle: (context: SubUserOperations, { owner, body, headers }) =>
      addSubUser(context, { owner, ...body, idempotencyKey: parseIdempotencyKey(headers) }),
  }),
  operation({
    method: 'GET',
    path: '/api/v1/user/list',
    query: page,
    answer: createPage(subUser),
    describe: {
      tag: 'Account',
      title: 'List sub-users',
      description: 'With the balance of each.',
      example: { rows: [exampleSubUser], count: 1 },
    },
    handle: (context: SubUserOperations, { owner, query }) =>
      listSubUsers(context, { owner, ...query }),
  }),
  operation({
    method: 'POST',
    path: '/api/v1/user/transferCoins',
    body: transfer,
    answer: balance.extend({ user: balance.describe("The sub-user's.") }),
    describe: {
      tag: 'Account',
      title: 'Transfer coins to or from a sub-user',
      description: 'Moves coins between the two accounts; nothing moves unless all of it can.',
      takesIdempotencyKey: true,
      bodyExample: { username: 'ada', coins: 100 },
      example: { coins: 9400, diamonds: 0, user: { coins: 600, diamonds: 0 } },
      errors: [403, 404, 422],
    },
    handle: (context: SubUserOperations, { owner, body, headers }) =>
      transferCoins(context, { owner, ...body, idempotencyKey: parseIdempotencyKey(headers) }),
  }),
  operation({
    method: 'DELETE',
    path: '/api/v1/user/:username',
    answer: subUser,
    describe: {
      tag: 'Account',
      title: 'Disable a sub-user',
      description:
        'Revokes its tokens. Its records stay, and its coins can be transferred back to you.',
      params: { username: "The sub-user's name." },
      example: { ...exampleSubUser, status: 'disabled' },
      errors: [404],
    },
    handle: (context: SubUserOperations, { owner, params }) =>
      disableSubUser(context, { owner, username: params['username'] ?? '' }),
  }),
];
