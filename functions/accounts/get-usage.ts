import type { AccountStore } from './account-store.ts';
import type { UsageRow } from './usage.ts';

/** The owner's sums by day and kind, the oldest day first. @param range both inclusive, UTC, `YYYY-MM-DD` */
export async function getUsage(
  { accounts }: { readonly accounts: Pick<AccountStore, 'get' | 'listUsage'> },
  owner: string,
  range: { readonly from: string; readonly to: string },
): Promise<UsageRow[]> {
  // The account first: what is moved out of it meanwhile is then in the list too, and not missing in both.
  const account = await accounts.get(owner);
  const moved = await accounts.listUsage(owner, range);
  const days = new Set(moved.map(({ date }) => date));
  const current = (account?.usage ?? []).filter(
    ({ date }) => date >= range.from && date <= range.to && !days.has(date),
  );
  return [...moved, ...current].toSorted((a, b) =>
    `${a.date} ${a.kind}` < `${b.date} ${b.kind}` ? -1 : 1,
  );
}
