import type { Hold } from '../accounts/account.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import { moveUsage } from '../accounts/move-usage.ts';
import { finishTransactions, type LedgerStore } from '../accounts/post.ts';
import type { Price } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import { abandonedTask } from '../tasks/abandoned-task.ts';
import type { Coins } from '../tasks/ports.ts';
import { settlePrice } from '../tasks/settle-price.ts';
import { isFinished, type Task } from '../tasks/task.ts';
import type { TaskStore } from '../tasks/task-store.ts';

export interface SweepHoldsDependencies {
  readonly accounts: Pick<
    AccountStore,
    'listHolding' | 'noteHoldsSwept' | 'dropHold' | 'keepUsage'
  > &
    LedgerStore;
  readonly tasks: Pick<TaskStore, 'create' | 'getAll'>;
  readonly coins: Pick<Coins, 'settle' | 'refund' | 'release'> & {
    heldSince(owner: string, taskId: string, price: Price): Promise<number>;
  };
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
      await accounts.noteHoldsSwept(owner, new Date(clock.now()).toISOString());
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
  const account = await context.accounts.get(owner);
  if (!account) return [];
  await finishTransactions(context.accounts, account);
  await moveUsage(context, account, context.clock.now());
  const { holds } = account;
  const tasks = await context.tasks.getAll(Object.keys(holds));
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const remedies: (keyof SweptHolds)[] = [];
  for (const [taskId, hold] of Object.entries(holds)) {
    const held = { owner, taskId, hold, before };
    if (hold.countedSince !== undefined) {
      await sweepCount(context, { ...held, countedSince: hold.countedSince }, byId.get(taskId));
      continue;
    }
    const remedy = await sweepHold(context, held, byId.get(taskId));
    if (remedy) remedies.push(remedy);
  }
  return remedies;
}

interface HeldTask {
  readonly owner: string;
  readonly taskId: string;
  readonly hold: Hold;
  /** Milliseconds since 1970. */
  readonly before: number;
}

async function sweepHold(
  context: SweepHoldsDependencies,
  held: HeldTask,
  task: Task | undefined,
): Promise<keyof SweptHolds | undefined> {
  const { owner, taskId } = held;
  const { claim } = held.hold;
  if (task && claim !== undefined && task.claim !== claim) {
    await context.coins.release(owner, taskId, claim);
    return 'refunded';
  }
  if (!task && !(await abandon(context, held))) return undefined;
  if (!task) {
    await context.coins.refund(owner, taskId, undefined, claim);
    return 'refunded';
  }
  if (!isFinished(task) && task.deletedAt === undefined) return undefined;
  await settlePrice(context.coins, withClaim(task, claim));
  return task.status === 'completed' || task.keepsPrice ? 'settled' : 'refunded';
}

/** The hold's own claim is what it is settled by. */
function withClaim({ claim: _recorded, ...task }: Task, claim: string | undefined): Task {
  return claim === undefined ? task : { ...task, claim };
}

function hasFailed({ status, deletedAt }: Task): boolean {
  return status === 'failed' || deletedAt !== undefined;
}

/** Counts a sub-user's task no longer among the open ones: it has ended, or was never recorded. */
async function sweepCount(
  { accounts }: SweepHoldsDependencies,
  { owner, taskId, countedSince, before }: HeldTask & { readonly countedSince: number },
  task: Task | undefined,
): Promise<void> {
  const isOver = task
    ? hasFailed(task) || task.status === 'completed'
    : countedSince * 1000 < before;
  if (isOver) await accounts.dropHold(owner, taskId);
}

/** Makes sure that there will never be a task for the hold; false where there may still be one, or is one now. */
async function abandon(
  { clock, coins, keepSeconds, tasks }: SweepHoldsDependencies,
  { owner, taskId, hold, before }: HeldTask,
): Promise<boolean> {
  if ((await coins.heldSince(owner, taskId, hold)) > before) return false;
  const facts = { id: taskId, owner, price: hold, now: clock.now(), keepSeconds };
  return tasks.create(abandonedTask(facts));
}
