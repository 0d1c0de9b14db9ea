import type { AccountStore } from './account-store.ts';
import { firstToSum } from './get-usage.ts';
import { getOpenTasks } from './open-tasks.ts';
import { addDays, linesOf, sumUsage, toDate } from './usage.ts';

export interface KeepUsageDependencies {
  readonly accounts: Pick<AccountStore, 'get' | 'listEntries' | 'keepUsage' | 'noteUsageKept'>;
  readonly clock: { now(): number };
}

/** How long after its end a day's lines are sure to be listed, in milliseconds. */
const LATE = 3_600_000;
/** How many days are summed in one go, so that an account that was long not seen to keeps nobody waiting. */
const MOST_DAYS = 31;

/**
 * Keeps the sums of the owner's days that are over and have no open task any more, so that their lines are not read
 * again. Where it dies in between, the same is done again.
 */
export async function keepUsage(
  { accounts, clock }: KeepUsageDependencies,
  owner: string,
): Promise<void> {
  const now = clock.now();
  const account = await accounts.get(owner);
  if (!account) return;
  const isOpen = await getOpenTasks(account);
  const first = firstToSum(account) || account.createdAt.slice(0, 10);
  const days = listDays(first, addDays(toDate(now - LATE), -1));
  let until: string | undefined;
  for (const date of days) {
    const range = { from: date, to: date };
    const lines = await accounts.listEntries(owner, {
      ...linesOf(range, now),
      limit: Number.MAX_SAFE_INTEGER,
    });
    const isEnded = !lines.some(({ taskId = '', at }) => at.startsWith(date) && isOpen(taskId));
    if (!isEnded) break;
    const rows = sumUsage(lines, range, isOpen);
    if (rows.length > 0) await accounts.keepUsage(owner, date, rows);
    until = date;
  }
  if (until !== undefined) await accounts.noteUsageKept(owner, until);
}

function listDays(first: string, last: string): string[] {
  const days: string[] = [];
  for (let date = first; date <= last && days.length < MOST_DAYS; date = addDays(date, 1)) {
    days.push(date);
  }
  return days;
}
