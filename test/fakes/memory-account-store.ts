import type { Account } from '../../functions/accounts/account.ts';
import type { HoldBounds } from '../../functions/accounts/account-limits.ts';
import type { AccountStore, SubUser } from '../../functions/accounts/account-store.ts';
import type { LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import type { Price } from '../../functions/catalog/catalog.ts';
import { createMemoryTokens } from './memory-tokens.ts';

/** Accounts in memory; passes the same suite as the DynamoDB store. `entries` is there for tests to look at. */
export function createMemoryAccountStore(): AccountStore & { readonly entries: LedgerEntry[] } {
  const accounts = new Map<string, Account>();
  const subUsers: SubUser[] = [];
  const entries: LedgerEntry[] = [];
  const swept = new Map<string, string>();
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
    get: async (owner) => accounts.get(owner),
    hold: async (owner, { taskIds, price, bounds }) =>
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
    dropHold: async (owner, taskId) =>
      update(owner, ({ holds: { [taskId]: held, ...holds } }) => held && { holds }),
    returnHold: async (owner, taskId, price) =>
      update(owner, ({ holds: { [taskId]: held, ...holds }, ...account }) =>
        held?.amount === price.amount && held.currency === price.currency
          ? { holds, [balanceOf(price)]: account[balanceOf(price)] + price.amount }
          : undefined,
      ),
    post: async ({ owner, transactionsVersion, transactions }, transaction) =>
      update(owner, ({ balance, diamonds, ...account }) =>
        account.transactionsVersion === transactionsVersion && balance + transaction.coins >= 0
          ? {
              balance: balance + transaction.coins,
              diamonds: diamonds + transaction.diamonds,
              transactions: { ...transactions, [transaction.id]: transaction },
              transactionsVersion: transactionsVersion + 1,
            }
          : undefined,
      ),
    async closeTransaction(owner, id) {
      update(owner, ({ transactions: { [id]: open, ...transactions }, transactionsVersion }) =>
        open ? { transactions, transactionsVersion: transactionsVersion + 1 } : undefined,
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
