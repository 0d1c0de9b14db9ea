import type { Price } from '../catalog/kind-definition.ts';

/** What is counted for each day (UTC) and kind: what was begun, how it ended, and what was spent. */
export const usageNames = ['tasks', 'completed', 'failed', 'coins', 'diamonds'] as const;

export type UsageSums = Readonly<Record<(typeof usageNames)[number], number>>;

/** The sums of one day and kind. */
export interface UsageRow extends UsageSums {
  /** UTC, `YYYY-MM-DD`. */
  readonly date: string;
  /** Of the tasks, or of another paid call, such as `speech`. */
  readonly kind: string;
}

/** What a write adds to the sums of a day and kind. */
export type UsageCount = Pick<UsageRow, 'date' | 'kind'> & Partial<UsageSums>;

/** How something that was paid for has ended. */
export interface Ending {
  readonly kind: string;
  readonly outcome: 'completed' | 'failed';
}

export const noUsage: UsageSums = { tasks: 0, completed: 0, failed: 0, coins: 0, diamonds: 0 };

/** How many days the sums of a day are kept. */
export const USAGE_KEPT_DAYS = 400;

/** UTC, `YYYY-MM-DD`. */
export function toDate(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** What an ending adds. @param spent optional; defaults to nothing */
export function countEnding({ kind, outcome }: Ending, now: number, spent?: Price): UsageCount {
  return {
    date: toDate(now),
    kind,
    [outcome]: 1,
    ...(spent && spent.amount > 0 ? { [spent.currency]: spent.amount } : {}),
  };
}
