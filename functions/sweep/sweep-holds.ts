import type { Account, PendingHold } from '../accounts/account.ts';
import type { AccountStore, OpenHold } from '../accounts/account-store.ts';
import { type CountOpenDependencies, countOpen } from '../accounts/count-open.ts';
import { moveUsage } from '../accounts/move-usage.ts';
import { finishTransactions, type LedgerStore } from '../accounts/post.ts';
import { type RecordPendingDependencies, recordPending } from '../accounts/record-pending.ts';
import type { Clock } from '../clock.ts';
import { abandonedTask } from '../tasks/abandoned-task.ts';
import type { Coins } from '../tasks/ports.ts';
import { settlePrice } from '../tasks/settle-price.ts';
import { isFinished, type Task } from '../tasks/task.ts';
import type { TaskStore } from '../tasks/task-store.ts';

export interface SweepHoldsDependencies {
  readonly accounts: Pick<
    AccountStore,
    'listHolding' | 'noteHoldsSwept' | 'closeHold' | 'forgetPending' | 'forgetReturn' | 'keepUsage'
  > &
    CountOpenDependencies['accounts'] &
    RecordPendingDependencies['accounts'] &
    LedgerStore;
  readonly tasks: Pick<TaskStore, 'create' | 'getAll'>;
  readonly coins: Pick<Coins, 'settle' | 'refund'>;
  readonly clock: Clock;
  readonly keepSeconds: number;
  /** Warns the operator of an account that could not be swept; the next run retries. */
  warn(message: string, error: unknown): void;
}

/** How many holds a run brought to their end. */
export interface SweptHolds {
  /** Of completed tasks: spent. */
  readonly settled: number;
  /** Of failed or deleted tasks, and of those that were never recorded: given back. */
  readonly refunded: number;
}

/** As many as one run can sweep in time; swept ones go to the end of the queue, so the next run takes others. */
const ACCOUNTS_PER_RUN = 50;

/**
 * Finds coins that are held for tasks which have ended, or which were never recorded because the process died right
 * after it took the coins; and exchanges and transfers of which only a part was done, and does the rest.
 * @param heldSeconds how long an account must have been left alone, and coins held without a record, to be looked at:
 *   longer than anybody takes between the two
 */
export async function sweepHolds(
  context: SweepHoldsDependencies,
  heldSeconds: number,
): Promise<SweptHolds> {
  const { accounts, clock } = context;
  const before = clock.now() - heldSeconds * 1000;
  const swept = { settled: 0, refunded: 0 };
  const owners = await accounts.listHolding(new Date(before).toISOString(), ACCOUNTS_PER_RUN);
  for (const owner of owners) {
    try {
      for (const remedy of await sweepAccount(context, owner, before)) swept[remedy] += 1;
    } catch (error) {
      context.warn(`the holds of ${owner} could not be swept`, error);
    }
  }
  return swept;
}

async function sweepAccount(
  context: SweepHoldsDependencies,
  owner: string,
  before: number,
): Promise<(keyof SweptHolds)[]> {
  const { accounts, clock } = context;
  const account = await accounts.get(owner);
  if (!account) return [];
  await finishTransactions(accounts, account);
  await moveUsage(context, account, clock.now());
  const remedies = await sweepPending(context, account, before);
  for (const taskId of Object.keys(account.pendingReturns)) {
    await accounts.closeHold(owner, taskId, false);
    await accounts.forgetReturn(owner, taskId);
  }
  const holds = await accounts.listHolds(owner);
  const tasks = await context.tasks.getAll(holds.map(({ taskId }) => taskId));
  const byId = new Map(tasks.map((task) => [task.id, task]));
  for (const hold of holds) {
    const remedy = await sweepHold(context, { owner, ...hold, before }, byId.get(hold.taskId));
    if (remedy) remedies.push(remedy);
  }
  await countOpen(context, account, holds);
  const at = new Date(clock.now()).toISOString();
  await accounts.noteHoldsSwept(owner, at, holds.length === 0 ? account.opened : undefined);
  return remedies;
}

/** Gives the holds their own items that died before they had them, and puts back what was only reserved. */
async function sweepPending(
  context: SweepHoldsDependencies,
  { owner, pendingHolds }: Account,
  before: number,
): Promise<(keyof SweptHolds)[]> {
  const { accounts } = context;
  const remedies: (keyof SweptHolds)[] = [];
  for (const pending of Object.values(pendingHolds)) {
    if (pending.since * 1000 >= before) continue;
    if (pending.isReserved) {
      if (await returnReserved(context, owner, pending)) remedies.push('refunded');
      continue;
    }
    const counts = pending.countedSince !== undefined;
    const standing = counts ? await accounts.findHold(owner, pending.taskId, true) : undefined;
    const { nonce } = standing ?? (await recordPending(context, owner, pending));
    if (nonce === pending.nonce || standing) await accounts.forgetPending(owner, [pending.nonce]);
    else if (!counts) remedies.push('refunded');
  }
  return remedies;
}

/** What has a line in the history is spent. */
async function returnReserved(
  { accounts }: SweepHoldsDependencies,
  owner: string,
  pending: PendingHold,
): Promise<boolean> {
  const isSpent = (await accounts.entry(owner, `${pending.taskId}#charge`)) !== undefined;
  if (!isSpent) return accounts.undoHold(owner, pending);
  await accounts.forgetPending(owner, [pending.nonce]);
  return false;
}

interface HeldTask extends OpenHold {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly before: number;
}

async function sweepHold(
  context: SweepHoldsDependencies,
  held: HeldTask,
  task: Task | undefined,
): Promise<keyof SweptHolds | undefined> {
  const { owner, taskId, counts } = held;
  if (counts) return sweepCount(context, held, task);
  if (task && !isOver(task)) return undefined;
  if (task) {
    await settlePrice(context.coins, task);
    return task.status === 'completed' || task.keepsPrice ? 'settled' : 'refunded';
  }
  if (!(await abandon(context, held))) return undefined;
  const item = await context.accounts.findHold(owner, taskId, false);
  await context.coins.refund(owner, taskId, undefined, item?.hold.claim);
  return 'refunded';
}

function isOver(task: Task): boolean {
  return isFinished(task) || task.deletedAt !== undefined;
}

/** Counts a sub-user's task no longer among the open ones: it has ended, or was never recorded. */
async function sweepCount(
  { accounts }: SweepHoldsDependencies,
  { owner, taskId, at, before }: HeldTask,
  task: Task | undefined,
): Promise<undefined> {
  const isClosed = task ? isOver(task) : Date.parse(at) < before;
  if (isClosed) await accounts.closeHold(owner, taskId, true);
}

/** Makes sure that there will never be a task for the hold; false where there may still be one, or is one now. */
async function abandon(
  { accounts, clock, keepSeconds, tasks }: SweepHoldsDependencies,
  { owner, taskId, at, before }: HeldTask,
): Promise<boolean> {
  if (Date.parse(at) > before) return false;
  const item = await accounts.findHold(owner, taskId, false);
  if (!item?.isOpen) return false;
  const facts = { id: taskId, owner, price: item.hold, now: clock.now(), keepSeconds };
  return tasks.create(abandonedTask(facts));
}
