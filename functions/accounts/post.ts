import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import type { Account } from './account.ts';
import {
  AccountNotFoundError,
  BookingChangedError,
  InsufficientCoinsError,
} from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { counterEntry, createEntries, type LedgerTransaction } from './ledger-transaction.ts';

/** How often a transaction is tried again when the account changed between reading and writing. */
const TRIES = 20;

/** How many may be open at once; more are leftovers of crashes, which are then finished first. */
const MOST_OPEN = 20;

export type LedgerStore = Pick<
  AccountStore,
  'get' | 'post' | 'closeTransaction' | 'record' | 'entry'
>;

/**
 * Books a change of the owner's balance once, however often it is asked for and whoever died on the way, and does what
 * follows from it: credits the other account of a transfer and writes the credits history.
 *
 * The account is read before the history, and the write is refused when a transaction came or went in between. So a transaction
 * that was made is seen in the account, or, once it is closed, in the history.
 * @throws AccountNotFoundError, InsufficientCoinsError; BookingChangedError when there is another of that id.
 */
export async function post(
  accounts: LedgerStore,
  owner: string,
  transaction: LedgerTransaction,
): Promise<void> {
  await retryOnConflict({ what: `The account of ${owner}`, tries: TRIES }, async () => {
    const account = await requireAccount(accounts, owner);
    const standing = await getPostedEntries(accounts, account, transaction);
    if (standing) {
      checkSame(createEntries(owner, transaction), standing);
      const open = account.transactions[transaction.id];
      return open && finish(accounts, owner, open);
    }
    if (transaction.coins < 0 && Object.keys(account.transactions).length >= MOST_OPEN) {
      await finishTransactions(accounts, account);
      return CONFLICT;
    }
    checkBalance(account, transaction);
    if (!(await accounts.post(account, transaction))) return CONFLICT;
    return finish(accounts, owner, transaction);
  });
}

/** Does what is left to do for the transactions of an account; all of it can be repeated. */
export async function finishTransactions(
  accounts: LedgerStore,
  { owner, transactions }: Pick<Account, 'owner' | 'transactions'>,
): Promise<void> {
  for (const transaction of Object.values(transactions)) await finish(accounts, owner, transaction);
}

/** The other side comes first: what is in this account's history is done everywhere. */
async function finish(
  accounts: LedgerStore,
  owner: string,
  transaction: LedgerTransaction,
): Promise<void> {
  const other = counterEntry(owner, transaction);
  if (other) await post(accounts, other.owner, other.transaction);
  for (const line of createEntries(owner, transaction)) await accounts.record(line);
  await accounts.closeTransaction(owner, transaction.id);
}

/** What the transaction of that id moved, where there is one. */
async function getPostedEntries(
  accounts: LedgerStore,
  { owner, transactions }: Account,
  { id }: LedgerTransaction,
): Promise<LedgerEntry[] | undefined> {
  const open = transactions[id];
  if (open) return createEntries(owner, open);
  const lines = await Promise.all(
    ['coins', 'diamonds'].map((currency) => accounts.entry(owner, `${id}#${currency}`)),
  );
  const written = lines.filter((line) => line !== undefined);
  return written.length > 0 ? written : undefined;
}

function checkSame(asked: readonly LedgerEntry[], standing: readonly LedgerEntry[]): void {
  const isSame = asked.every(
    ({ amount, currency, counterpart, reason }, index) =>
      standing[index]?.amount === amount &&
      standing[index].currency === currency &&
      standing[index].counterpart === counterpart &&
      standing[index].reason === reason,
  );
  if (!isSame || asked.length !== standing.length) throw new BookingChangedError();
}

function checkBalance({ balance }: Account, { coins }: LedgerTransaction): void {
  if (balance + coins < 0) throw new InsufficientCoinsError(-coins, balance);
}

async function requireAccount(accounts: LedgerStore, owner: string): Promise<Account> {
  const account = await accounts.get(owner);
  if (!account) throw new AccountNotFoundError(owner);
  return account;
}
