import type { AccountStore } from '../../functions/accounts/account-store.ts';
import {
  noUsage,
  type UsageCount,
  type UsageRow,
  usageNames,
} from '../../functions/accounts/usage.ts';

/** The sums of accounts in memory: those in the account, and those that were taken out of it. */
export function createMemoryUsage() {
  const current = new Map<string, UsageRow[]>();
  const kept = new Map<string, readonly UsageRow[]>();
  const rowsOf = (owner: string) => current.get(owner) ?? [];

  function add(owner: string, { date, kind, ...sums }: UsageCount): void {
    const isSame = (row: UsageRow) => row.date === date && row.kind === kind;
    const before = rowsOf(owner).find(isSame) ?? { ...noUsage, date, kind };
    const after = usageNames.map((name) => [name, before[name] + (sums[name] ?? 0)]);
    const next = { ...before, ...Object.fromEntries(after) };
    current.set(owner, [...rowsOf(owner).filter((row) => !isSame(row)), next]);
  }

  const store: Pick<AccountStore, 'addUsage' | 'keepUsage' | 'listUsage'> = {
    addUsage: async (owner, count) => add(owner, count),
    async keepUsage(owner, date, rows) {
      kept.set(`${owner} ${date}`, rows);
      const isChanged = rowsOf(owner)
        .filter((row) => row.date === date)
        .some((row) =>
          usageNames.some(
            (name) => rows.find(({ kind }) => kind === row.kind)?.[name] !== row[name],
          ),
        );
      if (isChanged) return;
      current.set(
        owner,
        rowsOf(owner).filter((row) => row.date !== date),
      );
    },
    async listUsage(owner, { from, to }) {
      return [...kept]
        .filter(([key]) => key.startsWith(`${owner} `))
        .flatMap(([, rows]) => rows)
        .filter(({ date }) => date >= from && date <= to);
    },
  };

  return {
    ...store,
    current: rowsOf,
    /** Counts if the write is made. */
    countIf(owner: string, count: UsageCount | undefined, write: () => boolean): boolean {
      const isMade = write();
      if (isMade && count) add(owner, count);
      return isMade;
    },
  };
}
