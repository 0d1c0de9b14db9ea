import type { LedgerEntry } from './ledger-entry.ts';

/** What tasks of one day and kind came to. */
export interface UsageSums {
  /** How many were begun. */
  readonly tasks: number;
  /** Of those, how many were paid for. */
  readonly completed: number;
  /** Of those, how many gave their price back. */
  readonly failed: number;
  /** What was paid for the completed ones. */
  readonly coins: number;
  readonly diamonds: number;
}

export interface UsageRow extends UsageSums {
  /** When the tasks were begun; UTC, `YYYY-MM-DD`. */
  readonly date: string;
  /** Of the tasks, or of another paid call, such as `speech`. */
  readonly kind: string;
}

/** Dates, both included; UTC, `YYYY-MM-DD`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;

/** How long after a charge its price may go back, in days. */
const GOES_BACK_WITHIN = 8;

/** UTC, `YYYY-MM-DD`. */
export function toDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return toDate(Date.parse(date) + days * DAY);
}

/** Of when lines of the history have to be read to know what the tasks of these days came to. */
export function linesOf({ from, to }: DateRange, now: number): { from: string; to: string } {
  const end = Math.min(now, Date.parse(to) + GOES_BACK_WITHIN * DAY);
  return { from: `${from}T00:00:00.000Z`, to: new Date(end).toISOString() };
}

/**
 * Sums the lines of the history by the day and kind of what was charged.
 * @param isOpen whether a task has not ended, so that its price is neither paid nor back
 */
export function sumUsage(
  lines: readonly LedgerEntry[],
  { from, to }: DateRange,
  isOpen: (taskId: string) => boolean,
): UsageRow[] {
  const back = new Set(lines.filter(({ reason }) => reason === 'refund').map(getTaskId));
  const rows = new Map<string, UsageRow>();
  for (const line of lines) {
    const date = line.at.slice(0, 10);
    if (line.reason !== 'charge' || date < from || date > to) continue;
    const { kind = 'other' } = line;
    const key = `${date} ${kind}`;
    const before = rows.get(key) ?? { date, kind, ...none };
    const taskId = getTaskId(line);
    rows.set(key, { ...before, ...add(before, line, back.has(taskId), isOpen(taskId)) });
  }
  return [...rows.values()].sort(byDateAndKind);
}

export function byDateAndKind(one: UsageRow, other: UsageRow): number {
  return `${one.date} ${one.kind}` < `${other.date} ${other.kind}` ? -1 : 1;
}

const none: UsageSums = { tasks: 0, completed: 0, failed: 0, coins: 0, diamonds: 0 };

function add(
  sums: UsageSums,
  { amount, currency }: LedgerEntry,
  isBack: boolean,
  isOpen: boolean,
): UsageSums {
  const tasks = sums.tasks + 1;
  if (isBack) return { ...sums, tasks, failed: sums.failed + 1 };
  if (isOpen) return { ...sums, tasks };
  const paid = { [currency]: sums[currency] - amount };
  return { ...sums, tasks, completed: sums.completed + 1, ...paid };
}

function getTaskId({ taskId, id }: LedgerEntry): string {
  return taskId ?? id;
}
