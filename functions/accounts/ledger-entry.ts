import type { Price } from '../catalog/kind-definition.ts';

/** What is paid with: 100 coins make one diamond, and a diamond is never made coins again (a2e-api 12). */
export type Currency = Price['currency'];

/** Why coins or diamonds moved. */
export type EntryReason = 'grant' | 'charge' | 'refund' | 'exchange' | 'transfer';

/** One line of an owner's credits history. */
export interface LedgerEntry {
  readonly owner: string;
  /** Unlike any other of the owner's, and the same when the entry is written again: `<task id>#<reason>`. */
  readonly id: string;
  readonly at: string;
  /** Positive is a grant or a refund, negative is a charge (a2e-api 12). */
  readonly amount: number;
  readonly currency: Currency;
  readonly reason: EntryReason;
  readonly taskId?: string;
  /** The kind of the task, where it is known. */
  readonly kind?: string;
  /** Whose account coins went to or came from. */
  readonly counterpart?: string;
}

/** The line of a task whose price was taken or returned. */
export function createTaskEntry(
  task: {
    readonly owner: string;
    readonly taskId: string;
    readonly at: string;
    readonly kind?: string | undefined;
  },
  reason: 'charge' | 'refund',
  { amount, currency }: Price,
): LedgerEntry {
  const { owner, taskId, at, kind } = task;
  return {
    owner,
    id: `${taskId}#${reason}`,
    at,
    amount: reason === 'charge' ? -amount : amount,
    currency,
    reason,
    taskId,
    ...(kind === undefined ? {} : { kind }),
  };
}
