import * as z from 'zod';
import type { Account } from '../../accounts/account.ts';
import type { LedgerEntry } from '../../accounts/ledger-entry.ts';
import type { LedgerTransaction } from '../../accounts/ledger-transaction.ts';
import type { Price } from '../../catalog/kind-definition.ts';

export const OWNER_PREFIX = 'owner#';

/**
 * The Accounts table. An owner's items lie under `owner#<owner>`: `account`, `entry#<id>` for each line of the
 * credits history, `user#<username>` for each sub-user. `token-items.ts` says where its tokens lie.
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
  subUser: (parent: string, username: string) => ({
    pk: `${OWNER_PREFIX}${parent}`,
    sk: `user#${username}`,
  }),
};

/**
 * A hold in the account's item: coins as a number, diamonds as a text such as `1d`. The whole item is written, and paid
 * for, with every hold of it, so it is kept short.
 */
export function heldValue({ amount, currency }: Price): number | string {
  return currency === 'coins' ? amount : `${amount}d`;
}

const held = z.union([
  z.number().transform((amount): Price => ({ amount, currency: 'coins' })),
  z
    .string()
    .regex(/^\d+d$/)
    .transform((text): Price => ({ amount: Number.parseInt(text, 10), currency: 'diamonds' })),
]);

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
