import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import { listTokens } from '../../accounts/list-tokens.ts';
import { makeToken } from '../../accounts/make-token.ts';
import { revokeOwnToken } from '../../accounts/revoke-own-token.ts';
import { requireSubUser } from '../../accounts/sub-users.ts';
import { wholeNumber, withoutNulls } from '../../catalog/fields.ts';
import type { Exclusively } from '../../exclusively.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { secretToken } from './account-answers.ts';
import { tokenName, username } from './account-fields.ts';
import { createPage, moment, removed } from './answers.ts';

export interface TokenOperations {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
  readonly exclusively: Exclusively;
}

/** The longest that a token can be made to last, in seconds: ten years. */
const LONGEST = 315_360_000;

const whose = z.object({ username: username.optional() });
const newToken = z.preprocess(
  withoutNulls,
  whose.extend({ name: tokenName.optional(), expiresIn: wholeNumber(1, LONGEST).optional() }),
);

const base = '/api/v1/apiToken';

const token = z.object({
  _id: z.string(),
  name: z.string(),
  hint: z.string().describe('Its first and last characters.'),
  createdAt: moment,
  expiresAt: moment.nullable().describe('When it expires; null if it does not.'),
});
const exampleToken = {
  _id: '3f1b6c0a9d2e4f5a8b7c6d5e',
  name: 'laptop',
  hint: 'sk_Hs7…q9Qw',
  createdAt: '2026-11-23T09:00:00.000Z',
  expiresAt: null,
};

/**
 * The owner's API tokens, and with `username` those of a sub-user. A2E names the calls and not their paths
 * (a2e-api 3), so these are ours.
 */
export const tokenOperations: readonly ApiOperation<TokenOperations>[] = [
  operation({
    method: 'POST',
    path: `${base}/add`,
    body: newToken,
    answer: token.extend({ token: secretToken }),
    describe: {
      tag: 'API tokens',
      title: 'Create a token',
      description: 'For your account, or with `username` for a sub-user. Up to 25 an account.',
      bodyExample: { name: 'laptop' },
      example: { ...exampleToken, token: 'sk_…' },
      errors: [403, 404],
    },
    async handle(context: TokenOperations, { owner, body: { name, expiresIn, username } }) {
      const validUntil =
        expiresIn === undefined
          ? undefined
          : new Date(context.clock.now() + expiresIn * 1000).toISOString();
      return makeToken(context, {
        owner: await getOwner(context, owner, username),
        name,
        validUntil,
      });
    },
  }),
  operation({
    method: 'GET',
    path: `${base}/list`,
    query: whose,
    answer: createPage(token),
    describe: {
      tag: 'API tokens',
      title: 'List tokens',
      description:
        'Of the account or, with `username`, of one of its sub-users. A token itself is shown once, when it is created.',
      example: { rows: [exampleToken], count: 1 },
      errors: [404],
    },
    async handle(context: TokenOperations, { owner, query: { username } }) {
      const rows = await listTokens(context, await getOwner(context, owner, username));
      return { rows, count: rows.length };
    },
  }),
  operation({
    method: 'DELETE',
    path: `${base}/:id`,
    query: whose,
    answer: removed,
    describe: {
      tag: 'API tokens',
      title: 'Revoke a token',
      description: 'The next request with it is rejected.',
      params: { id: "The token's id, from the list of tokens." },
      example: { _id: exampleToken._id },
      errors: [404],
    },
    async handle(context: TokenOperations, { owner, params, query: { username } }) {
      const id = params['id'] ?? '';
      await revokeOwnToken(context, { owner: await getOwner(context, owner, username), id });
      return { _id: id };
    },
  }),
];

async function getOwner(
  { accounts }: TokenOperations,
  owner: string,
  username: string | undefined,
): Promise<string> {
  if (username === undefined) return owner;
  return (await requireSubUser(accounts, owner, username)).owner;
}
