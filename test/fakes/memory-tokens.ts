import type { AccountStore, ApiTokenRecord } from '../../functions/accounts/account-store.ts';

/** The tokens of an account store in memory. */
export function createMemoryTokens(): Pick<
  AccountStore,
  'addToken' | 'findToken' | 'countStart' | 'getTokens' | 'removeToken'
> {
  const tokens = new Map<string, ApiTokenRecord>();
  const counts = new Map<string, { minute: number; starts: number }>();
  return {
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
    async getTokens(wanted) {
      return [...tokens.values()].filter(({ owner }) => owner === wanted);
    },
    async removeToken({ hash }) {
      return tokens.delete(hash);
    },
  };
}
