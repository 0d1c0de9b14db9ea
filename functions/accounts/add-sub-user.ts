import { newAccount } from './account.ts';
import { AccountLimitError, InsufficientCoinsError, UserExistsError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import { book } from './bookings.ts';
import { type MadeToken, makeToken } from './make-token.ts';
import { requestId } from './request-id.ts';
import { requireParent, subUserOwner } from './sub-users.ts';
import { showSubUser } from './show-sub-user.ts';

/** How many sub-users an account may have. */
export const MOST_SUB_USERS = 100;

export interface ChangeSubUsers {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
}

export interface NewSubUser {
  readonly owner: string;
  readonly username: string;
  /** Coins that go to it out of the caller's balance. */
  readonly coins: number;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Makes a user under the caller's account, gives it coins out of the caller's balance and an API token, which is shown
 * here and never again. It inherits the limits that the operator set for the caller.
 *
 * Every step can be repeated: with the same idempotency key the user that is there already gets what it still lacks, and
 * one more token, because the first one may have been lost with its answer.
 * @throws UserExistsError, AccountLimitError, UserNotAllowedError, InsufficientCoinsError; then nothing is changed.
 */
export async function addSubUser(context: ChangeSubUsers, call: NewSubUser) {
  const { accounts, clock } = context;
  const parent = await requireParent(accounts, call.owner);
  const owner = subUserOwner(parent.owner, call.username);
  const createdBy = requestId(owner, 'addSubUser', call.idempotencyKey);
  const standing = await accounts.get(owner);
  if (standing && (standing.createdBy !== createdBy || standing.disabledAt !== undefined)) {
    throw new UserExistsError(exists(call.username));
  }
  const createdAt = standing?.createdAt ?? new Date(clock.now()).toISOString();
  if (!standing) {
    if (parent.balance < call.coins) throw new InsufficientCoinsError(call.coins, parent.balance);
    const others = await accounts.subUsersOf(parent.owner);
    if (others.length >= MOST_SUB_USERS) {
      throw new AccountLimitError(`An account may have ${MOST_SUB_USERS} users.`);
    }
  }
  const names = { owner, parent: parent.owner, username: call.username, createdAt };
  // The list comes first: a name in it without an account is left out when it is read.
  await accounts.addSubUser(names);
  const limits = parent.limits ? { limits: parent.limits } : {};
  const isMine =
    (await accounts.create(newAccount({ ...names, ...limits, createdBy }))) ||
    (await accounts.get(owner))?.createdBy === createdBy;
  if (!isMine) throw new UserExistsError(exists(call.username));
  if (call.coins > 0) {
    await book(accounts, parent.owner, {
      id: `transfer#${createdBy}`,
      at: createdAt,
      reason: 'transfer',
      coins: -call.coins,
      diamonds: 0,
      counterpart: owner,
    });
  }
  const { token }: MadeToken = await makeToken(context, { owner, name: 'first' });
  const account = (await accounts.get(owner)) ?? newAccount(names);
  return { ...showSubUser(account), token };
}

function exists(username: string): string {
  return `There is a user "${username}" already. POST /api/v1/apiToken/add with this username makes it another token.`;
}
