import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import { listTokens } from '../../accounts/list-tokens.ts';
import { makeToken } from '../../accounts/make-token.ts';
import { revokeOwnToken } from '../../accounts/revoke-own-token.ts';
import { requireSubUser } from '../../accounts/sub-users.ts';
import { wholeNumber, withoutNulls } from '../../catalog/fields.ts';
import { type Route, route } from '../server/route.ts';
import { tokenName, username } from './account-fields.ts';

export interface TokenRoutes {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
}

/** The longest that a token can be made to last, in seconds: ten years. */
const LONGEST = 315_360_000;

const whose = z.object({ username: username.optional() });
const newToken = z.preprocess(
  withoutNulls,
  whose.extend({ name: tokenName.optional(), expiresIn: wholeNumber(1, LONGEST).optional() }),
);

const base = '/api/v1/apiToken';

/**
 * The owner's API tokens, and with `username` those of a sub-user. A2E names the calls and not their paths
 * (a2e-api 3), so these are ours.
 */
export const tokenRoutes: readonly Route<TokenRoutes>[] = [
  route({
    method: 'POST',
    path: `${base}/add`,
    body: newToken,
    async handle(context: TokenRoutes, { owner, body: { name, expiresIn, username } }) {
      const validUntil =
        expiresIn === undefined
          ? undefined
          : new Date(context.clock.now() + expiresIn * 1000).toISOString();
      return makeToken(context, {
        owner: await ownerOf(context, owner, username),
        name,
        validUntil,
      });
    },
  }),
  route({
    method: 'GET',
    path: `${base}/list`,
    query: whose,
    async handle(context: TokenRoutes, { owner, query: { username } }) {
      const rows = await listTokens(context, await ownerOf(context, owner, username));
      return { rows, count: rows.length };
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/:id`,
    query: whose,
    async handle(context: TokenRoutes, { owner, params, query: { username } }) {
      const id = params['id'] ?? '';
      await revokeOwnToken(context, { owner: await ownerOf(context, owner, username), id });
      return { _id: id };
    },
  }),
];

async function ownerOf(
  { accounts }: TokenRoutes,
  owner: string,
  username: string | undefined,
): Promise<string> {
  if (username === undefined) return owner;
  return (await requireSubUser(accounts, owner, username)).owner;
}
