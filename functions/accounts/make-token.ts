import type { Exclusively } from '../exclusively.ts';
import { AccountLimitError, UserNotAllowedError } from './account-errors.ts';
import type { AccountStore, ApiTokenRecord } from './account-store.ts';
import { getTokenHint, hashApiToken, newApiToken } from './api-token.ts';
import { requireAccount } from './require-account.ts';
import { getParent } from './sub-users.ts';
import { isValid, type TokenView, toTokenView } from './token-view.ts';

/** How many valid tokens an owner may have. */
const MOST_TOKENS = 25;

export interface MakeTokenDependencies {
  readonly accounts: Pick<AccountStore, 'get' | 'addToken' | 'getTokens' | 'removeToken'>;
  readonly clock: { now(): number };
  /** Optional; defaults to not at all, for an operator, whose commands come one by one. */
  readonly exclusively?: Exclusively | undefined;
}

export interface NewToken {
  readonly owner: string;
  readonly name?: string | undefined;
  /** Until when it lets in; ISO 8601, UTC; optional, defaults to no expiry. */
  readonly validUntil?: string | undefined;
}

/** A token as it is shown once. */
export interface MadeToken extends TokenView {
  readonly token: string;
}

/**
 * Makes an API token, which is shown here and never again.
 * @throws AccountNotFoundError, UserNotAllowedError for an account that is disabled, AccountLimitError, BusyError
 */
export function makeToken(context: MakeTokenDependencies, token: NewToken): Promise<MadeToken> {
  const make = () => addToken(context, token);
  return context.exclusively ? context.exclusively(token.owner, 'tokens', make) : make();
}

async function addToken(
  { accounts, clock }: MakeTokenDependencies,
  { owner, ...facts }: NewToken,
): Promise<MadeToken> {
  await requireEnabled(accounts, owner);
  const others = (await accounts.getTokens(owner)).filter((one) => isValid(one, clock.now()));
  if (others.length >= MOST_TOKENS) {
    throw new AccountLimitError(
      `An account may have ${MOST_TOKENS} tokens: take one back with DELETE /api/v1/apiToken/{_id} first.`,
    );
  }
  const token = newApiToken();
  const createdAt = new Date(clock.now()).toISOString();
  const record: ApiTokenRecord = {
    hash: hashApiToken(token),
    owner,
    createdAt,
    hint: getTokenHint(token),
    ...facts,
  };
  await accounts.addToken(record);
  // Who disabled the account meanwhile may not have seen the token when all were taken back.
  await requireEnabled(accounts, owner).catch(async (error: unknown) => {
    await accounts.removeToken(record);
    throw error;
  });
  return { ...toTokenView(record), token };
}

/** Disabled with its parent, too. @throws AccountNotFoundError, UserNotAllowedError */
async function requireEnabled(accounts: Pick<AccountStore, 'get'>, owner: string): Promise<void> {
  const { username = owner, disabledAt } = await requireAccount(accounts, owner);
  const parent = getParent(owner);
  const above = parent === undefined ? undefined : await accounts.get(parent);
  if (disabledAt === undefined && above?.disabledAt === undefined) return;
  throw new UserNotAllowedError(`The user "${username}" is disabled.`);
}
