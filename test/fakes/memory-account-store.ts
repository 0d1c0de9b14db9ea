import type { Account, Movement } from '../../functions/accounts/account.ts';
import type { AccountStore, ApiTokenRecord } from '../../functions/accounts/account-store.ts';

/** Accounts in memory; passes the same suite as the DynamoDB store. `movements` is there for tests to look at. */
export function createMemoryAccountStore(): AccountStore & { readonly movements: Movement[] } {
  const accounts = new Map<string, Account>();
  const tokens = new Map<string, ApiTokenRecord>();
  const counts = new Map<string, { minute: number; starts: number }>();
  const movements: Movement[] = [];
  const swept = new Map<string, string>();
  const sweptAt = (owner: string) => swept.get(owner) ?? '';

  function take(owner: string, taskId: string, coins: number | undefined, back: number): boolean {
    const account = accounts.get(owner);
    const { [taskId]: held, ...holds } = account?.holds ?? {};
    if (!account || held === undefined || (coins !== undefined && held !== coins)) return false;
    accounts.set(owner, { ...account, holds, balance: account.balance + back });
    return true;
  }

  return {
    movements,
    async create(account) {
      if (accounts.has(account.owner)) return false;
      accounts.set(account.owner, account);
      return true;
    },
    async get(owner) {
      return accounts.get(owner);
    },
    async hold(owner, taskIds, coinsEach) {
      const account = accounts.get(owner);
      const total = coinsEach * taskIds.length;
      if (!account || account.balance < total) return false;
      if (taskIds.some((id) => account.holds[id] !== undefined)) return false;
      const added = Object.fromEntries(taskIds.map((id) => [id, coinsEach]));
      const holds = { ...account.holds, ...added };
      accounts.set(owner, { ...account, holds, balance: account.balance - total });
      return true;
    },
    dropHold: async (owner, taskId) => take(owner, taskId, undefined, 0),
    returnHold: async (owner, taskId, coins) => take(owner, taskId, coins, coins),
    async listHolding(before, limit) {
      return [...accounts.values()]
        .filter(({ owner, holds }) => Object.keys(holds).length > 0 && sweptAt(owner) < before)
        .sort((a, b) => (sweptAt(a.owner) < sweptAt(b.owner) ? -1 : 1))
        .slice(0, limit)
        .map(({ owner }) => owner);
    },
    async noteHoldsSwept(owner, at) {
      swept.set(owner, at);
    },
    async movement(owner, id) {
      return movements.find((movement) => movement.owner === owner && movement.id === id);
    },
    async record(movement) {
      const known = movements.some(
        ({ owner, id }) => owner === movement.owner && id === movement.id,
      );
      if (!known) movements.push(movement);
    },
    async addToken(token) {
      tokens.set(token.hash, token);
    },
    async findToken(hash) {
      return tokens.get(hash);
    },
    async countStart(hash, minute) {
      const token = tokens.get(hash);
      if (!token) return undefined;
      const last = counts.get(hash);
      const count =
        last && last.minute >= minute
          ? { minute: last.minute, starts: last.starts + 1 }
          : { minute, starts: 1 };
      counts.set(hash, count);
      return { token, starts: count.starts };
    },
    async tokensOf(wanted) {
      return [...tokens.values()].filter(({ owner }) => owner === wanted);
    },
    async removeToken({ hash }) {
      return tokens.delete(hash);
    },
  };
}
