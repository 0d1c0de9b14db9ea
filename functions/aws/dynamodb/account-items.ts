import * as z from 'zod';
import type { Account, Hold } from '../../accounts/account.ts';
import type { LedgerEntry } from '../../accounts/ledger-entry.ts';
import type { LedgerTransaction } from '../../accounts/ledger-transaction.ts';

export const OWNER_PREFIX = 'owner#';

/**
 * The Accounts table. An owner's items lie under `owner#<owner>`: `account`, `entry#<id>` for each line of the
 * credits history, `user#<username>` for each sub-user, `usage#<date>` for the sums of each day that is over. `token-items.ts`
 * says where its tokens lie.
 *
 * The index `byHolding` holds the accounts that hold coins or transactions, sorted by when they were last swept. The index
 * `byOwner` holds the lines of the history, which alone have `owner` and `at`, sorted by time.
 */
export const accountKeys = {
  account: (owner: string) => ({ pk: `${OWNER_PREFIX}${owner}`, sk: 'account' }),
  entry: (owner: string, id: string) => ({
    pk: `${OWNER_PREFIX}${owner}`,
    sk: `entry#${id}`,
  }),
  usage: (owner: string, date: string) => ({
    pk: `${OWNER_PREFIX}${owner}`,
    sk: `usage#${date}`,
  }),
  subUser: (parent: string, username: string) => ({
    pk: `${OWNER_PREFIX}${parent}`,
    sk: `user#${username}`,
  }),
};

/**
 * A hold in the account's item: coins as a number, diamonds as a text such as `1d`; with a claim `30:<claim>`; one that only
 * counts `@<seconds since 1970, in base 36>`. The whole item is written, and paid for, with every hold of it, so it is kept
 * short.
 */
export function heldValue({ amount, currency, claim, countedSince }: Hold): number | string {
  const suffix = claim === undefined ? '' : claimSuffix(claim);
  if (countedSince !== undefined) return `@${countedSince.toString(36)}${suffix}`;
  if (currency === 'diamonds') return `${amount}d${suffix}`;
  return suffix === '' ? amount : `${amount}${suffix}`;
}

/** What the value of a hold with this claim ends in. */
export function claimSuffix(claim: string): string {
  return `:${claim}`;
}

const held = z.union([
  z.number().transform((amount): Hold => ({ amount, currency: 'coins' })),
  z
    .string()
    .regex(/^(\d+d?|@[0-9a-z]+)(:.+)?$/)
    .transform(readHeld),
]);

function readHeld(text: string): Hold {
  const [value = '', claim] = text.split(':');
  const claimed = claim === undefined ? {} : { claim };
  if (value.startsWith('@')) {
    return {
      amount: 0,
      currency: 'coins',
      countedSince: Number.parseInt(value.slice(1), 36),
      ...claimed,
    };
  }
  const currency = value.endsWith('d') ? 'diamonds' : 'coins';
  return { amount: Number.parseInt(value, 10), currency, ...claimed };
}

const transaction = z.object({
  id: z.string(),
  at: z.string(),
  reason: z.enum(['grant', 'exchange', 'transfer']),
  coins: z.number(),
  diamonds: z.number(),
  counterpart: z.string().exactOptional(),
}) satisfies z.ZodType<LedgerTransaction>;

const limits = z.object({
  openTasks: z.number().exactOptional(),
  tasksPerDay: z.number().exactOptional(),
});

/** Accounts of earlier versions have coins only. */
const accountItem = z
  .object({
    owner: z.string(),
    createdAt: z.string(),
    balance: z.number(),
    diamonds: z.number().default(0),
    holds: z.record(z.string(), held),
    transactions: z.record(z.string(), transaction).default({}),
    transactionsVersion: z.number().default(0),
    dayDate: z.string().exactOptional(),
    dayTasks: z.number().exactOptional(),
    limits: limits.exactOptional(),
    parent: z.string().exactOptional(),
    username: z.string().exactOptional(),
    createdBy: z.string().exactOptional(),
    disabledAt: z.string().exactOptional(),
  })
  .transform(({ dayDate, dayTasks = 0, ...account }): Account => {
    return dayDate === undefined
      ? account
      : { ...account, day: { date: dayDate, tasks: dayTasks } };
  });

/** The account that an item holds. */
export function readAccount(item: Record<string, unknown>): Account {
  return accountItem.parse(item);
}

/** What a new account's item holds beside its keys. */
export function accountAttributes({ day, holds, ...account }: Account): Record<string, unknown> {
  return {
    ...account,
    holds: Object.fromEntries(Object.entries(holds).map(([id, price]) => [id, heldValue(price)])),
    ...(day ? { dayDate: day.date, dayTasks: day.tasks } : {}),
  };
}

/** Lines of earlier versions are all of coins. */
const ledgerEntryItem = z
  .object({
    owner: z.string(),
    id: z.string(),
    at: z.string(),
    coins: z.number(),
    currency: z.enum(['coins', 'diamonds']).default('coins'),
    reason: z.enum(['grant', 'charge', 'refund', 'exchange', 'transfer']),
    taskId: z.string().exactOptional(),
    kind: z.string().exactOptional(),
    counterpart: z.string().exactOptional(),
  })
  .transform(({ coins, ...entry }): LedgerEntry => ({ ...entry, amount: coins }));

/** The line that an item holds. */
export function readLedgerEntry(item: Record<string, unknown>): LedgerEntry {
  return ledgerEntryItem.parse(item);
}

/** The item of a line. */
export function ledgerEntryToItem({ amount, ...entry }: LedgerEntry): Record<string, unknown> {
  return { ...accountKeys.entry(entry.owner, entry.id), ...entry, coins: amount };
}
