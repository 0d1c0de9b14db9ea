import { HistoryTooLongError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** The most lines that are read to answer one page: some 13 MB, which DynamoDB gives in as many queries. */
const MOST_LINES = 50_000;

export interface HistoryCall {
  readonly owner: string;
  /** From 1 on. */
  readonly pageNum: number;
  readonly pageSize: number;
  /** Only what was spent, or only what came; optional, defaults to both. */
  readonly isConsumption?: boolean | undefined;
  /** Inclusive; ISO 8601, UTC, with milliseconds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A line as the API shows it (a2e-api 12): positive is a grant or a refund, negative is consumption. */
export interface HistoryRow {
  readonly _id: string;
  readonly coins: number;
  readonly currency: LedgerEntry['currency'];
  readonly reason: LedgerEntry['reason'];
  readonly kind?: string;
  readonly task_id?: string;
  readonly user?: string;
  readonly createdAt: string;
}

/**
 * A page of the owner's credits history, newest first, and how many lines there are on all pages. A line may be missing
 * for a moment after it was written.
 * @throws HistoryTooLongError
 */
export async function creditsHistory(
  { accounts }: { accounts: Pick<AccountStore, 'listEntries'> },
  { owner, pageNum, pageSize, isConsumption, from, to }: HistoryCall,
): Promise<{ rows: HistoryRow[]; count: number }> {
  const lines = await accounts.listEntries(owner, { from, to, limit: MOST_LINES + 1 });
  if (lines.length > MOST_LINES) throw new HistoryTooLongError(MOST_LINES);
  const wanted = lines.filter(
    ({ amount }) => isConsumption === undefined || isConsumption === amount < 0,
  );
  const first = (pageNum - 1) * pageSize;
  return { rows: wanted.slice(first, first + pageSize).map(toRow), count: wanted.length };
}

function toRow({ id, amount, currency, reason, kind, taskId, counterpart, at }: LedgerEntry) {
  return {
    _id: id,
    coins: amount,
    currency,
    reason,
    ...(kind === undefined ? {} : { kind }),
    ...(taskId === undefined ? {} : { task_id: taskId }),
    ...(counterpart === undefined ? {} : { user: counterpart }),
    createdAt: at,
  };
}
