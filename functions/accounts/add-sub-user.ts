import type { Exclusively } from '../exclusively.ts';
import type { Pause } from '../retry-on-conflict.ts';
import { type Account, newAccount } from './account.ts';
import { AccountLimitError, InsufficientCoinsError, UserExistsError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import type { LedgerTransaction } from './ledger-transaction.ts';
import { makeToken } from './make-token.ts';
import { post } from './post.ts';
import { requestId } from './request-id.ts';
import { toSubUserView } from './sub-user-view.ts';
import { requireParent, subUserOwner } from './sub-users.ts';

/** How many sub-users an account may have. */
const MOST_SUB_USERS = 100;

export interface ChangeSubUsers {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
  readonly pause?: Pause | undefined;
  readonly exclusively: Exclusively;
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
 * Where the coins are spent by another request meanwhile, the user is there without them.
 */
export async function addSubUser(context: ChangeSubUsers, call: NewSubUser) {
  const { accounts, pause } = context;
  const parent = await requireParent(accounts, call.owner);
  const owner = subUserOwner(parent.owner, call.username);
  const createdBy = requestId(owner, 'addSubUser', call.idempotencyKey);
  const user = await context.exclusively(parent.owner, 'users', () =>
    ensureAccount(context, { ...call, owner, parent, createdBy }),
  );
  if (call.coins > 0) {
    const gift: LedgerTransaction = {
      id: `transfer#${createdBy}`,
      at: user.createdAt,
      reason: 'transfer',
      coins: -call.coins,
      diamonds: 0,
      counterpart: owner,
    };
    await post(accounts, parent.owner, gift, { isNew: call.idempotencyKey === undefined, pause });
  }
  const { token } = await makeToken(context, { owner, name: 'first' });
  return { ...toSubUserView((await accounts.get(owner)) ?? user), token };
}

interface Wanted {
  readonly owner: string;
  readonly parent: Account;
  readonly username: string;
  readonly coins: number;
  readonly createdBy: string;
}

/** The account that this request makes, or has made before. */
async function ensureAccount(
  { accounts, clock }: ChangeSubUsers,
  { owner, parent, username, coins, createdBy }: Wanted,
): Promise<Account> {
  const standing = await accounts.get(owner);
  if (standing) return requireMine(standing, createdBy);
  if (parent.balance < coins) throw new InsufficientCoinsError(coins, parent.balance);
  const others = await accounts.getSubUsers(parent.owner);
  if (others.length >= MOST_SUB_USERS) {
    throw new AccountLimitError(`An account may have ${MOST_SUB_USERS} users.`);
  }
  const createdAt = new Date(clock.now()).toISOString();
  const names = { owner, parent: parent.owner, username, createdAt };
  const limits = parent.limits ? { limits: parent.limits } : {};
  const draft = newAccount({ ...names, ...limits, createdBy });
  // The list comes first: a name in it without an account is skipped when it is read.
  await accounts.addSubUser(names);
  if (await accounts.create(draft)) return draft;
  return requireMine((await accounts.get(owner)) ?? draft, createdBy);
}

function requireMine(account: Account, createdBy: string): Account {
  if (account.createdBy === createdBy && account.disabledAt === undefined) return account;
  throw new UserExistsError(
    `There is a user "${account.username}" already. POST /api/v1/apiToken/add with this username makes it another token.`,
  );
}
