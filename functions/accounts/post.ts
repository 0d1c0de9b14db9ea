import { BusyError, CONFLICT, type Pause, retryOnConflict } from '../retry-on-conflict.ts';
import type { Account } from './account.ts';
import { InsufficientCoinsError, TransactionChangedError } from './account-errors.ts';
import type { AccountStore } from './account-store.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { counterEntry, createEntries, type LedgerTransaction } from './ledger-transaction.ts';
import { requireAccount } from './require-account.ts';

/** How many may be open at once; more are leftovers of crashes, which are then finished first. */
const MOST_OPEN = 20;

export type LedgerStore = Pick<
  AccountStore,
  'get' | 'post' | 'closeTransaction' | 'record' | 'entry'
>;

export interface PostOptions {
  /**
   * Whether nobody else can post a transaction of this id: then it need not be looked for, and doesn't mind others.
   * Optional; defaults to false.
   */
  readonly isNew?: boolean;
  readonly pause?: Pause | undefined;
}

/**
 * Posts a change of the owner's balance once, however often it is asked for and whoever died on the way, and does what
 * follows from it: credits the other account of a transfer and writes the credits history. Where the accounts are too
 * busy for what follows, the sweep does it.
 *
 * The account is read before the history, and the write is refused when another transaction was posted in between. So a
 * transaction that was made is seen in the account, or, once it is closed, in the history.
 * @throws AccountNotFoundError, InsufficientCoinsError; TransactionChangedError when there is another of that id; BusyError.
 * Then nothing is changed.
 */
export async function post(
  accounts: LedgerStore,
  owner: string,
  transaction: LedgerTransaction,
  options: PostOptions = {},
): Promise<void> {
  const open = await debit(accounts, owner, transaction, options);
  await finish(accounts, owner, open, options.pause).catch(ignoreBusy);
}

/** The transaction as it stands once the balance is changed; undefined once all that follows is done, too. */
async function debit(
  accounts: LedgerStore,
  owner: string,
  transaction: LedgerTransaction,
  { isNew = false, pause }: PostOptions,
): Promise<LedgerTransaction | undefined> {
  const posted = await retryOnConflict({ what: `The account of ${owner}`, pause }, async () => {
    const account = await requireAccount(accounts, owner);
    const standing = isNew ? undefined : await getPostedEntries(accounts, account, transaction);
    if (standing) {
      checkSame(createEntries(owner, transaction), standing);
      return { open: account.transactions[transaction.id] };
    }
    if (transaction.coins < 0 && Object.keys(account.transactions).length >= MOST_OPEN) {
      await finishTransactions(accounts, account, pause).catch(ignoreBusy);
      return CONFLICT;
    }
    checkBalance(account, transaction);
    const isPosted = await accounts.post(account, transaction, isNew);
    return isPosted ? { open: transaction } : CONFLICT;
  });
  return posted.open;
}

function ignoreBusy(error: unknown): void {
  if (!(error instanceof BusyError)) throw error;
}

/** Does what is left to do for the transactions of an account; all of it can be repeated. */
export async function finishTransactions(
  accounts: LedgerStore,
  { owner, transactions }: Pick<Account, 'owner' | 'transactions'>,
  pause?: Pause,
): Promise<void> {
  for (const transaction of Object.values(transactions)) {
    await finish(accounts, owner, transaction, pause);
  }
}

/** The other side comes first: what is in this account's history is done everywhere. */
async function finish(
  accounts: LedgerStore,
  owner: string,
  transaction: LedgerTransaction | undefined,
  pause: Pause | undefined,
): Promise<void> {
  if (!transaction) return;
  const other = counterEntry(owner, transaction);
  if (other) await postCounterEntry(accounts, other, pause);
  for (const line of createEntries(owner, transaction)) await accounts.record(line);
  await accounts.closeTransaction(owner, transaction.id);
}

/** Not by `post`, which leaves to the sweep what it can't do now: this side is done once the other one is. */
async function postCounterEntry(
  accounts: LedgerStore,
  { owner, transaction }: NonNullable<ReturnType<typeof counterEntry>>,
  pause: Pause | undefined,
): Promise<void> {
  const open = await debit(accounts, owner, transaction, { pause });
  await finish(accounts, owner, open, pause);
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
  if (!isSame || asked.length !== standing.length) throw new TransactionChangedError();
}

function checkBalance({ balance }: Account, { coins }: LedgerTransaction): void {
  if (balance + coins < 0) throw new InsufficientCoinsError(-coins, balance);
}
