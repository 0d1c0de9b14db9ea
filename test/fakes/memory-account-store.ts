import type { Account, Hold } from '../../functions/accounts/account.ts';
import type { HoldBounds } from '../../functions/accounts/account-limits.ts';
import type { AccountStore, SubUser } from '../../functions/accounts/account-store.ts';
import type { LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import type { Price } from '../../functions/catalog/catalog.ts';
import { createMemoryTokens } from './memory-tokens.ts';
import { createMemoryUsage } from './memory-usage.ts';

/** Accounts in memory; passes the same suite as the DynamoDB store. `entries` is there for tests to look at. */
export function createMemoryAccountStore(): AccountStore & { readonly entries: LedgerEntry[] } {
  const accounts = new Map<string, Account>();
  const subUsers: SubUser[] = [];
  const entries: LedgerEntry[] = [];
  const swept = new Map<string, string>();
  const usage = createMemoryUsage();
  const sweptAt = (owner: string) => swept.get(owner) ?? '';

  /** Changes the account as `change` says; false where there is none, or nothing is to be changed. */
  function update(owner: string, change: (account: Account) => Partial<Account> | undefined) {
    const account = accounts.get(owner);
    const changed = account && change(account);
    if (!account || !changed) return false;
    accounts.set(owner, { ...account, ...changed });
    return true;
  }

  return {
    entries,
    async create(account) {
      if (accounts.has(account.owner)) return false;
      accounts.set(account.owner, account);
      return true;
    },
    async get(owner) {
      const account = accounts.get(owner);
      const rows = usage.current(owner);
      return account && rows.length > 0 ? { ...account, usage: rows } : account;
    },
    hold: async (owner, { taskIds, price, bounds, count }) =>
      usage.countIf(owner, count, () =>
        update(owner, (account) => {
          const total = price.amount * taskIds.length;
          if (account[balanceOf(price)] < total) return undefined;
          if (taskIds.some((id) => account.holds[id] !== undefined)) return undefined;
          if (bounds && !areKept(bounds, account, taskIds.length)) return undefined;
          const added = Object.fromEntries(taskIds.map((id) => [id, price]));
          return {
            holds: { ...account.holds, ...added },
            [balanceOf(price)]: account[balanceOf(price)] - total,
            ...(bounds?.day ? { day: counted(account, bounds.day, taskIds.length) } : {}),
          };
        }),
      ),
    dropHold: async (owner, taskId, claim = '', count = undefined) =>
      usage.countIf(owner, count, () =>
        update(owner, ({ holds: { [taskId]: held, ...holds } }) =>
          held && (held.claim ?? '').startsWith(claim) ? { holds } : undefined,
        ),
      ),
    returnHold: async (owner, taskId, hold, count) =>
      usage.countIf(owner, count, () =>
        update(owner, (account) => withoutHold(account, taskId, hold)),
      ),
    keepUsage: usage.keepUsage,
    listUsage: usage.listUsage,
    uncountHold: async (owner, taskId, hold, date) =>
      update(owner, (account) => {
        const returned = withoutHold(account, taskId, hold);
        const { day } = account;
        return returned && day?.date === date
          ? { ...returned, day: { date, tasks: day.tasks - 1 } }
          : undefined;
      }),
    reduceHold: async (owner, taskId, price, amount) =>
      update(owner, (account) => {
        const returned = withoutHold(account, taskId, price);
        return (
          returned && {
            holds: { ...returned.holds, [taskId]: { ...price, amount } },
            [balanceOf(price)]: account[balanceOf(price)] + price.amount - amount,
          }
        );
      }),
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
        .filter(({ holds, transactions }) => Object.keys({ ...holds, ...transactions }).length > 0)
        .filter(({ owner }) => sweptAt(owner) < before)
        .sort((a, b) => (sweptAt(a.owner) < sweptAt(b.owner) ? -1 : 1))
        .slice(0, limit)
        .map(({ owner }) => owner);
    },
    async noteHoldsSwept(owner, at) {
      swept.set(owner, at);
    },
    setLimits: async (owner, limits) => update(owner, () => ({ limits })),
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

function withoutHold({ holds, ...account }: Account, taskId: string, hold: Hold) {
  const { [taskId]: held, ...others } = holds;
  const isLike =
    held?.amount === hold.amount &&
    held.currency === hold.currency &&
    held.claim === hold.claim &&
    held.countedSince === hold.countedSince;
  if (!isLike) return undefined;
  return { holds: others, [balanceOf(hold)]: account[balanceOf(hold)] + hold.amount };
}

function balanceOf({ currency }: Price): 'balance' | 'diamonds' {
  return currency === 'coins' ? 'balance' : 'diamonds';
}

function areKept({ own, openTasks, day }: HoldBounds, account: Account, more: number): boolean {
  const { limits, holds } = account;
  if (own?.openTasks !== limits?.openTasks || own?.tasksPerDay !== limits?.tasksPerDay)
    return false;
  if (openTasks !== undefined && Object.keys(holds).length + more > openTasks) return false;
  if (!day) return true;
  if (day.begins) return account.day === undefined || account.day.date < day.date;
  return account.day?.date === day.date && account.day.tasks + more <= day.tasks;
}

function counted(account: Account, day: NonNullable<HoldBounds['day']>, more: number) {
  return { date: day.date, tasks: (day.begins ? 0 : (account.day?.tasks ?? 0)) + more };
}
