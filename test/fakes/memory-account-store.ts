import {
  type Account,
  getReturnGroup,
  type Hold,
  type HoldItem,
} from '../../functions/accounts/account.ts';
import type { HoldBounds } from '../../functions/accounts/account-limits.ts';
import type { AccountStore, SubUser } from '../../functions/accounts/account-store.ts';
import { findOtherHolds } from '../../functions/accounts/find-other-holds.ts';
import { createTaskEntry, type LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import type { Price } from '../../functions/catalog/catalog.ts';
import { createMemoryTokens } from './memory-tokens.ts';
import { createMemoryUsage } from './memory-usage.ts';

type Item = HoldItem & { readonly at: string };

/** Accounts in memory; passes the same suite as the DynamoDB store. `entries` and `held` are there for tests to look at. */
export function createMemoryAccountStore(): AccountStore & {
  readonly entries: LedgerEntry[];
  /** What is held of an owner's balance, by task id. */
  held(owner: string): Record<string, Hold>;
} {
  const items = new Map<string, Item>();
  const listed = new Set<string>();
  const accounts = new Map<string, Account>();
  const subUsers: SubUser[] = [];
  const entries: LedgerEntry[] = [];
  const swept = new Map<string, string>();
  const uploads = new Map<string, { day: string; count: number }>();
  const usage = createMemoryUsage();
  const sweptAt = (owner: string) => swept.get(owner) ?? '';

  /** Changes the account as `change` says; false where there is none, or nothing is to be changed. */
  function update(owner: string, change: (account: Account) => Partial<Account> | undefined) {
    const account = accounts.get(owner);
    const changed = account && change(account);
    if (!account || !changed) return false;
    const after = { ...account, ...changed };
    accounts.set(owner, after);
    if (after.opened > account.opened || !isNothingPending(after)) listed.add(owner);
    return true;
  }

  return {
    entries,
    held(owner) {
      const open = [...items.values()].filter((item) => item.owner === owner && item.isOpen);
      const unrecorded = Object.values(accounts.get(owner)?.pendingHolds ?? {}).filter(
        ({ nonce }) => ![...items.values()].some((item) => item.nonce === nonce),
      );
      return Object.fromEntries([
        ...unrecorded.map(({ taskId, amount, currency }) => [taskId, { amount, currency }]),
        ...open.map(({ taskId, hold }) => [taskId, hold]),
      ]);
    },
    async create(account) {
      if (accounts.has(account.owner)) return false;
      accounts.set(account.owner, account);
      if (!isNothingPending(account)) listed.add(account.owner);
      return true;
    },
    async get(owner) {
      const account = accounts.get(owner);
      const rows = usage.current(owner);
      return account && rows.length > 0 ? { ...account, usage: rows } : account;
    },
    addUsage: usage.addUsage,
    keepUsage: usage.keepUsage,
    listUsage: usage.listUsage,
    async hold(owner, { pending, price, bounds, recorded = [], count }) {
      const isHeld = usage.countIf(owner, count, () =>
        update(owner, (account) => {
          const total = price.amount * pending.length;
          if (account[balanceOf(price)] < total) return undefined;
          if (pending.some(({ nonce }) => account.pendingHolds[nonce])) return undefined;
          if (bounds && !areKept(bounds, account, pending.length)) return undefined;
          const added = Object.fromEntries(pending.map((hold) => [hold.nonce, hold]));
          return {
            pendingHolds: { ...without(account.pendingHolds, recorded), ...added },
            opened: account.opened + pending.length,
            [balanceOf(price)]: account[balanceOf(price)] - total,
            ...(bounds?.day ? { day: counted(account, bounds.day, pending.length) } : {}),
          };
        }),
      );
      if (!isHeld) return undefined;
      return findOtherHolds(accounts.get(owner) ?? { pendingHolds: {} }, pending);
    },
    undoHold: async (owner, { nonce }, count) =>
      usage.countIf(owner, count, () =>
        update(owner, (account) => {
          const held = account.pendingHolds[nonce];
          if (!held) return undefined;
          return {
            pendingHolds: without(account.pendingHolds, [nonce]),
            [balanceOf(held)]: account[balanceOf(held)] + held.amount,
          };
        }),
      ),
    reduceHold: async (owner, { nonce, amount: reserved }, amount) =>
      update(owner, (account) => {
        const held = account.pendingHolds[nonce];
        if (held?.amount !== reserved) return undefined;
        return {
          pendingHolds: { ...account.pendingHolds, [nonce]: { ...held, amount } },
          [balanceOf(held)]: account[balanceOf(held)] + held.amount - amount,
        };
      }),
    async forgetPending(owner, nonces) {
      update(owner, ({ pendingHolds }) => ({ pendingHolds: without(pendingHolds, nonces) }));
    },
    async recordHold({ at, kind, ...item }) {
      const { owner, taskId, hold } = item;
      const key = keyOf(owner, taskId, hold.countedSince !== undefined);
      const standing = items.get(key);
      if (standing && (standing.isOpen || hold.countedSince === undefined)) return false;
      items.set(key, { ...item, at, isOpen: true });
      if (hold.countedSince === undefined) {
        entries.push(createTaskEntry({ owner, taskId, at, kind }, 'charge', hold));
      }
      return true;
    },
    async findHold(owner, taskId, counts) {
      const { at: _, ...item } = items.get(keyOf(owner, taskId, counts)) ?? { at: '' };
      return 'nonce' in item ? item : undefined;
    },
    listHolds: async (wanted) =>
      [...items.values()]
        .filter(({ owner, isOpen }) => owner === wanted && isOpen)
        .map(({ taskId, at, hold }) => ({ taskId, at, counts: hold.countedSince !== undefined })),
    async closeHold(owner, taskId, counts, claim = '') {
      const key = keyOf(owner, taskId, counts);
      const item = items.get(key);
      if (!item?.isOpen || !(item.hold.claim ?? '').startsWith(claim)) return false;
      items.set(key, { ...item, isOpen: false });
      return true;
    },
    returnPrice: async ({ owner, returnVersions: seen }, taskId, price, count) =>
      usage.countIf(owner, count, () =>
        update(owner, (account) => {
          const { pendingReturns, returnVersions } = account;
          const group = getReturnGroup(taskId);
          if (pendingReturns[taskId] || returnVersions[group] !== seen[group]) return undefined;
          return {
            pendingReturns: { ...pendingReturns, [taskId]: true },
            returnVersions: { ...returnVersions, [group]: (returnVersions[group] ?? 0) + 1 },
            [balanceOf(price)]: account[balanceOf(price)] + price.amount,
          };
        }),
      ),
    async forgetReturn(owner, taskId) {
      update(owner, ({ pendingReturns }) => ({
        pendingReturns: without(pendingReturns, [taskId]),
      }));
    },
    noteClosed: async ({ owner, closed: seen }, closed) =>
      update(owner, (account) => (account.closed === seen ? { closed } : undefined)),
    async uncountDay(owner, date) {
      update(owner, ({ day }) =>
        day?.date === date ? { day: { date, tasks: day.tasks - 1 } } : undefined,
      );
    },
    post: async ({ owner, transactionsVersion }, transaction, isNew = false) =>
      update(owner, ({ balance, diamonds, transactions, ...account }) => {
        const isKnown = transactions[transaction.id] !== undefined;
        const isSeen = isNew ? !isKnown : account.transactionsVersion === transactionsVersion;
        if (!isSeen || balance + transaction.coins < 0) return undefined;
        return {
          balance: balance + transaction.coins,
          diamonds: diamonds + transaction.diamonds,
          transactions: { ...transactions, [transaction.id]: transaction },
          transactionsVersion: account.transactionsVersion + 1,
        };
      }),
    async closeTransaction(owner, id) {
      update(owner, ({ transactions: { [id]: open, ...transactions } }) =>
        open ? { transactions } : undefined,
      );
    },
    async listHolding(before, limit) {
      return [...accounts.values()]
        .filter(({ owner }) => listed.has(owner) && sweptAt(owner) < before)
        .sort((a, b) => (sweptAt(a.owner) < sweptAt(b.owner) ? -1 : 1))
        .slice(0, limit)
        .map(({ owner }) => owner);
    },
    async noteHoldsSwept(owner, at, openedAtNone) {
      swept.set(owner, at);
      const account = accounts.get(owner);
      if (account && account.opened === openedAtNone && isNothingPending(account)) {
        listed.delete(owner);
      }
    },
    setLimits: async (owner, limits) => update(owner, () => ({ limits })),
    setAssignedIds: async (owner, assignedIds) => update(owner, () => ({ assignedIds })),
    async countUpload(owner, day, most) {
      const counted = uploads.get(owner);
      const count = counted?.day === day ? counted.count : 0;
      if (!accounts.has(owner) || count >= most) return false;
      uploads.set(owner, { day, count: count + 1 });
      return true;
    },
    async disable(owner, at) {
      update(owner, ({ disabledAt }) => (disabledAt ? undefined : { disabledAt: at }));
    },
    async entry(owner, id) {
      return entries.find((entry) => entry.owner === owner && entry.id === id);
    },
    async record(entry) {
      const known = entries.some(({ owner, id }) => owner === entry.owner && id === entry.id);
      if (!known) entries.push(entry);
    },
    async listEntries(wanted, { from = '0', to = '9', limit }) {
      return entries
        .filter(({ owner, at }) => owner === wanted && at >= from && at <= to)
        .sort((a, b) => (a.at > b.at ? -1 : 1))
        .slice(0, limit);
    },
    async addSubUser(user) {
      if (!subUsers.some(({ owner }) => owner === user.owner)) subUsers.push(user);
    },
    async getSubUsers(wanted) {
      return subUsers
        .filter(({ parent }) => parent === wanted)
        .sort((a, b) => (a.username < b.username ? -1 : 1));
    },
    ...createMemoryTokens(),
  };
}

function isNothingPending({ pendingHolds, pendingReturns, transactions }: Account): boolean {
  return Object.keys({ ...pendingHolds, ...pendingReturns, ...transactions }).length === 0;
}

function keyOf(owner: string, taskId: string, counts: boolean): string {
  return `${owner} ${taskId} ${counts}`;
}

function without<Value>(record: Readonly<Record<string, Value>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function balanceOf({ currency }: Price): 'balance' | 'diamonds' {
  return currency === 'coins' ? 'balance' : 'diamonds';
}

function areKept({ own, opened, day }: HoldBounds, account: Account, more: number): boolean {
  const { limits } = account;
  if (own?.openTasks !== limits?.openTasks || own?.tasksPerDay !== limits?.tasksPerDay)
    return false;
  if (opened !== undefined && account.opened + more > opened) return false;
  if (!day) return true;
  if (day.begins) return account.day === undefined || account.day.date < day.date;
  return account.day?.date === day.date && account.day.tasks + more <= day.tasks;
}

function counted(account: Account, day: NonNullable<HoldBounds['day']>, more: number) {
  return { date: day.date, tasks: (day.begins ? 0 : (account.day?.tasks ?? 0)) + more };
}
