import type { Movement } from './account.ts';

/**
 * A change of an account's balance that is no task's: a grant, an exchange, or one side of a transfer. The write that
 * changes the balance puts it into the account's item, and it stays there until all that follows from it is done.
 */
export interface Booking {
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

/** The lines of the credits history that a booking makes: one for each currency that moves. */
export function linesOf(owner: string, booking: Booking): Movement[] {
  const { id, coins, diamonds, ...facts } = booking;
  const lines: Movement[] = [
    { owner, ...facts, id: `${id}#coins`, amount: coins, currency: 'coins' },
    { owner, ...facts, id: `${id}#diamonds`, amount: diamonds, currency: 'diamonds' },
  ];
  return lines.filter(({ amount }) => amount !== 0);
}

/** What the account at the other end gets; nothing for any booking but the paying side of a transfer. */
export function counterpartOf(
  owner: string,
  booking: Booking,
): { owner: string; booking: Booking } | undefined {
  if (booking.coins >= 0 || booking.counterpart === undefined) return undefined;
  return {
    owner: booking.counterpart,
    booking: { ...booking, coins: -booking.coins, counterpart: owner },
  };
}
