import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { toDate, type UsageRow } from './usage.ts';

/** How long after its end a day is sure to get no more counts, in milliseconds. */
const LATE = 3_600_000;

/**
 * Moves the sums of days that are over out of the account, which every write pays for, each to its own record. Where
 * it dies in between, the same is done again.
 */
export async function moveUsage(
  { accounts }: { readonly accounts: Pick<AccountStore, 'keepUsage'> },
  { owner, usage = [] }: Pick<Account, 'owner' | 'usage'>,
  now: number,
): Promise<void> {
  const over = usage.filter(({ date }) => date < toDate(now - LATE));
  for (const [date, rows] of groupByDate(over)) await accounts.keepUsage(owner, date, rows);
}

function groupByDate(rows: readonly UsageRow[]): Map<string, UsageRow[]> {
  return Map.groupBy(rows, ({ date }) => date);
}
