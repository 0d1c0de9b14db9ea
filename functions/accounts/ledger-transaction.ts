import type { LedgerEntry } from './ledger-entry.ts';

/**
 * A change of an account's balance that is no task's: a grant, an exchange, or one side of a transfer. The write that
 * changes the balance puts it into the account's item, and it stays there until all that follows from it is done.
 */
export interface LedgerTransaction {
  /** Unlike any other of the account's, and the same when the same is asked for again. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: 'grant' | 'exchange' | 'transfer';
  /** How many coins come; negative where they go. */
  readonly coins: number;
  /** How many diamonds come. */
  readonly diamonds: number;
  /** The account at the other end of a transfer. */
  readonly counterpart?: string;
}

/** The lines of the credits history that a transaction makes: one for each currency that moves. */
export function createEntries(owner: string, transaction: LedgerTransaction): LedgerEntry[] {
  const { id, coins, diamonds, ...facts } = transaction;
  const lines: LedgerEntry[] = [
    { owner, ...facts, id: `${id}#coins`, amount: coins, currency: 'coins' },
    { owner, ...facts, id: `${id}#diamonds`, amount: diamonds, currency: 'diamonds' },
  ];
  return lines.filter(({ amount }) => amount !== 0);
}

/** What the account at the other end gets; nothing for any transaction but the paying side of a transfer. */
export function counterEntry(
  owner: string,
  transaction: LedgerTransaction,
): { owner: string; transaction: LedgerTransaction } | undefined {
  if (transaction.coins >= 0 || transaction.counterpart === undefined) return undefined;
  return {
    owner: transaction.counterpart,
    transaction: { ...transaction, coins: -transaction.coins, counterpart: owner },
  };
}
