import type { Account } from './account.ts';
import { HistoryTooLongError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import { getOpenTasks } from './open-tasks.ts';
import { requireAccount } from './require-account.ts';
import {
  addDays,
  byDateAndKind,
  type DateRange,
  linesOf,
  sumUsage,
  type UsageRow,
} from './usage.ts';

/** The most lines that are summed for the days which are not over. */
const MOST_LINES = 50_000;

export interface GetUsageDependencies {
  readonly accounts: Pick<AccountStore, 'get' | 'listUsage' | 'listEntries'>;
  readonly clock: { now(): number };
}

/**
 * The owner's sums by day and kind, the oldest first: those of days that are over as they were kept, the others summed
 * now. A task may be missing for a moment after it was begun.
 * @throws HistoryTooLongError, AccountNotFoundError
 */
export async function getUsage(
  { accounts, clock }: GetUsageDependencies,
  owner: string,
  range: DateRange,
): Promise<UsageRow[]> {
  const account = await requireAccount(accounts, owner);
  const from = max(range.from, firstToSum(account));
  const kept = (await accounts.listUsage(owner, range)).filter(({ date }) => date < from);
  if (from > range.to) return kept.sort(byDateAndKind);
  const lines = await accounts.listEntries(owner, {
    ...linesOf({ from, to: range.to }, clock.now()),
    limit: MOST_LINES + 1,
  });
  if (lines.length > MOST_LINES) throw new HistoryTooLongError(MOST_LINES);
  const isOpen = await getOpenTasks(account);
  return [...kept.sort(byDateAndKind), ...sumUsage(lines, { from, to: range.to }, isOpen)];
}

/** The first day whose sums are not kept; before every day if none are. */
export function firstToSum({ usageKeptUntil }: Account): string {
  return usageKeptUntil === undefined ? '' : addDays(usageKeptUntil, 1);
}

function max(one: string, other: string): string {
  return one > other ? one : other;
}
