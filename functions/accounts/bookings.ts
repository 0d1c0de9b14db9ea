import type { Account, Movement } from './account.ts';
import {
  AccountNotFoundError,
  BookingChangedError,
  InsufficientCoinsError,
} from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import { type Booking, counterpartOf, linesOf } from './booking.ts';

/** How often a booking is tried again when the account changed between reading and writing. */
const TRIES = 20;

/** So many may be under way at once; more of them are leftovers of crashes, which are then finished first. */
const MOST_OPEN = 20;

export type BookingStore = Pick<
  AccountStore,
  'get' | 'book' | 'closeBooking' | 'record' | 'movement'
>;

/**
 * Books a change of the owner's balance once, however often it is asked for and whoever died on the way, and does what
 * follows from it: credits the other account of a transfer and writes the credits history.
 *
 * The account is read before the history, and the write is refused when a booking came or went in between. So a booking
 * that was made is seen in the account, or, once it is closed, in the history.
 * @throws AccountNotFoundError, InsufficientCoinsError; BookingChangedError when there is another of that id.
 */
export async function book(accounts: BookingStore, owner: string, booking: Booking): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const account = await requireAccount(accounts, owner);
    const standing = await standingLines(accounts, account, booking);
    if (standing) {
      checkSame(linesOf(owner, booking), standing);
      const open = account.bookings[booking.id];
      return open && finish(accounts, owner, open);
    }
    if (booking.coins < 0 && Object.keys(account.bookings).length >= MOST_OPEN) {
      await finishBookings(accounts, account);
      continue;
    }
    checkBalance(account, booking);
    if (await accounts.book(account, booking)) return finish(accounts, owner, booking);
  }
  throw new Error(`The account of ${owner} changed ${TRIES} times while it was to be booked on.`);
}

/** Does what is left to do for the bookings of an account; all of it can be repeated. */
export async function finishBookings(
  accounts: BookingStore,
  { owner, bookings }: Pick<Account, 'owner' | 'bookings'>,
): Promise<void> {
  for (const booking of Object.values(bookings)) await finish(accounts, owner, booking);
}

/** The other side comes first: what is in this account's history is done everywhere. */
async function finish(accounts: BookingStore, owner: string, booking: Booking): Promise<void> {
  const other = counterpartOf(owner, booking);
  if (other) await book(accounts, other.owner, other.booking);
  for (const line of linesOf(owner, booking)) await accounts.record(line);
  await accounts.closeBooking(owner, booking.id);
}

/** What the booking of that id moved, where there is one. */
async function standingLines(
  accounts: BookingStore,
  { owner, bookings }: Account,
  { id }: Booking,
): Promise<Movement[] | undefined> {
  const open = bookings[id];
  if (open) return linesOf(owner, open);
  const lines = await Promise.all(
    ['coins', 'diamonds'].map((currency) => accounts.movement(owner, `${id}#${currency}`)),
  );
  const written = lines.filter((line) => line !== undefined);
  return written.length > 0 ? written : undefined;
}

function checkSame(asked: readonly Movement[], standing: readonly Movement[]): void {
  const isSame = asked.every(
    ({ amount, currency, counterpart, reason }, index) =>
      standing[index]?.amount === amount &&
      standing[index].currency === currency &&
      standing[index].counterpart === counterpart &&
      standing[index].reason === reason,
  );
  if (!isSame || asked.length !== standing.length) throw new BookingChangedError();
}

function checkBalance({ balance }: Account, { coins }: Booking): void {
  if (balance + coins < 0) throw new InsufficientCoinsError(-coins, balance);
}

async function requireAccount(accounts: BookingStore, owner: string): Promise<Account> {
  const account = await accounts.get(owner);
  if (!account) throw new AccountNotFoundError(owner);
  return account;
}
