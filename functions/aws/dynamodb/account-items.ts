import * as z from 'zod';
import type { Account, HoldItem, PendingHold } from '../../accounts/account.ts';
import type { RecordedHold } from '../../accounts/account-store.ts';
import { createTaskEntry, type LedgerEntry } from '../../accounts/ledger-entry.ts';
import type { LedgerTransaction } from '../../accounts/ledger-transaction.ts';

export const OWNER_PREFIX = 'owner#';
/** Thirty days: longer than any task is open. */
const COUNT_KEPT_SECONDS = 30 * 24 * 60 * 60;
const COUNT_PREFIX = 'count#';
const CHARGE = /^entry#(.+)#charge$/;

/**
 * The Accounts table. An owner's items lie under `owner#<owner>`: `account`, `entry#<id>` for each line of the
 * credits history, `count#<task>` for each task of a sub-user, `user#<username>` for each sub-user,
 * `usage#<date>` for the sums of each day that is over.
 * `token-items.ts` says where its tokens lie.
 *
 * The line of a charge is also the hold of the task's price: while it is open it has `holding` and `holdsSweptAt`. The
 * index `byHolding` holds the accounts that hold coins or transactions, sorted by when they were last swept, and under
 * `held#<owner>` the open holds of an owner. The index `byOwner` holds the lines of the history, which alone have `owner`
 * and `at`, sorted by time.
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
  count: (owner: string, taskId: string) => ({
    pk: `${OWNER_PREFIX}${owner}`,
    sk: `${COUNT_PREFIX}${taskId}`,
  }),
  subUser: (parent: string, username: string) => ({
    pk: `${OWNER_PREFIX}${parent}`,
    sk: `user#${username}`,
  }),
};

/** Where the item of a hold lies. */
export function holdKey(owner: string, taskId: string, counts: boolean) {
  return counts ? accountKeys.count(owner, taskId) : accountKeys.entry(owner, `${taskId}#charge`);
}

/** Under which all open holds of an owner lie in the index `byHolding`. */
export function getHeldKey(owner: string): string {
  return `held#${owner}`;
}

/** The task of an open hold and whether it only counts, by its key. */
export function parseHoldKey(sk: string): { readonly taskId: string; readonly counts: boolean } {
  const [, taskId] = CHARGE.exec(sk) ?? [];
  if (taskId !== undefined) return { taskId, counts: false };
  return { taskId: sk.slice(COUNT_PREFIX.length), counts: true };
}

const hold = z.object({
  amount: z.number(),
  currency: z.enum(['coins', 'diamonds']),
  claim: z.string().exactOptional(),
  countedSince: z.number().exactOptional(),
});
const pendingHold = hold.extend({
  taskId: z.string(),
  nonce: z.string(),
  since: z.number(),
  kind: z.string().exactOptional(),
  isReserved: z.boolean().exactOptional(),
}) satisfies z.ZodType<PendingHold>;

const holdItem = z
  .object({ hold, nonce: z.string(), holding: z.string().optional() })
  .transform(({ holding, ...item }) => ({ ...item, isOpen: holding !== undefined }));

/** The hold that an item is; undefined for a line that is none. */
export function readHoldItem(
  owner: string,
  taskId: string,
  item: Record<string, unknown>,
): HoldItem | undefined {
  const read = holdItem.safeParse(item).data;
  return read && { owner, taskId, ...read };
}

/** The item of an open hold. */
export function holdToItem({ owner, taskId, hold, nonce, at, kind }: RecordedHold) {
  const counts = hold.countedSince !== undefined;
  const entry = createTaskEntry({ owner, taskId, at, kind }, 'charge', hold);
  return {
    ...(counts ? {} : ledgerEntryToItem(entry)),
    ...holdKey(owner, taskId, counts),
    ...(counts ? { expiresAt: Math.floor(Date.parse(at) / 1000) + COUNT_KEPT_SECONDS } : {}),
    ...{ hold, nonce, holding: getHeldKey(owner), holdsSweptAt: at },
  };
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

const accountItem = z
  .object({
    owner: z.string(),
    createdAt: z.string(),
    balance: z.number(),
    diamonds: z.number(),
    pendingHolds: z.record(z.string(), pendingHold),
    pendingReturns: z.record(z.string(), z.literal(true)),
    returnVersions: z.record(z.string(), z.number()),
    opened: z.number(),
    closed: z.number(),
    transactions: z.record(z.string(), transaction).default({}),
    transactionsVersion: z.number().default(0),
    dayDate: z.string().exactOptional(),
    dayTasks: z.number().exactOptional(),
    limits: limits.exactOptional(),
    assignedIds: z.array(z.string()).exactOptional(),
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
export function accountAttributes({ day, ...account }: Account): Record<string, unknown> {
  return {
    ...account,
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
