import type { Price } from '../catalog/catalog.ts';
import { COINS_PER_DIAMOND } from '../catalog/prices.ts';
import { errorNames } from '../contract.ts';
import type { Coins } from './ports.ts';
import { settlePrice } from './settle-price.ts';
import { createCharge, getHeldPrice, isFinished, type Task } from './task.ts';
import { IdempotencyKeyReusedError } from './task-errors.ts';
import type { TaskStore } from './task-store.ts';

export interface RecordTasksDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
}

/**
 * Holds the price of new tasks of one request and writes their records. Where another call was faster with the same
 * task, its record stands, and no coins stay held for a task that has ended meanwhile.
 *
 * The request and the price belong to the hold, which is the first write: whoever comes later with the same ids and
 * another request is refused by it; whoever repeats the request gets the price that is held.
 * @param canRepeat whether a request could ask for tasks of the same ids again
 * @throws InsufficientCoinsError, TaskLimitError, BusyError, TransactionChangedError, IdempotencyKeyReusedError
 */
export async function recordTasks(
  context: RecordTasksDependencies,
  drafts: readonly Task[],
  canRepeat: boolean,
): Promise<Task[]> {
  const [first] = drafts;
  if (!first) return [];
  const { owner, kind, fingerprint } = first;
  const ids = drafts.map(({ id }) => id);
  const tasks = { kind, ...(canRepeat ? { fingerprint } : {}) };
  const holds = await holdPrice(context.coins, { owner, ids, price: getHeldPrice(first), tasks });
  const [paidFirst = first, ...others] = drafts.map((draft) => {
    const hold = holds.get(draft.id);
    return hold ? { ...withPrice(draft, hold), ...getClaim(hold) } : draft;
  });
  const recorded = await recordTask(context, paidFirst);
  if (recorded.fingerprint !== fingerprint) {
    await Promise.all(others.map((draft) => releaseDraft(context, draft)));
    throw new IdempotencyKeyReusedError();
  }
  return [recorded, ...(await Promise.all(others.map((draft) => recordTask(context, draft))))];
}

/** Writes the record; where there is one already, that one stands. */
async function recordTask(context: RecordTasksDependencies, draft: Task): Promise<Task> {
  if (await context.tasks.create(draft)) return draft;
  const standing = (await context.tasks.get(draft.id)) ?? draft;
  if (standing.claim !== draft.claim) await releaseDraft(context, draft);
  else if (isFinished(standing) || standing.deletedAt !== undefined) {
    await settlePrice(context.coins, standing);
  }
  return standing;
}

/** Gives back what was held for a draft that becomes no task. */
function releaseDraft({ coins }: RecordTasksDependencies, { owner, id, kind, claim }: Task) {
  return coins.refund(owner, id, kind, claim);
}

function getClaim({ claim }: Pick<Task, 'claim'>): Pick<Task, 'claim'> {
  return claim === undefined ? {} : { claim };
}

interface PriceToHold {
  readonly owner: string;
  readonly ids: readonly string[];
  readonly price: Price;
  readonly tasks: Parameters<Coins['hold']>[3];
}

/** Holds the price; in coins where it is one of diamonds and those lack. @throws InsufficientCoinsError, TaskLimitError */
async function holdPrice(coins: Coins, { owner, ids, price, tasks }: PriceToHold) {
  try {
    return await coins.hold(owner, ids, price, tasks);
  } catch (error) {
    const lacksDiamonds =
      price.currency === 'diamonds' &&
      error instanceof Error &&
      error.name === errorNames.insufficientCoins;
    if (!lacksDiamonds) throw error;
    const inCoins = { amount: price.amount * COINS_PER_DIAMOND, currency: 'coins' } as const;
    return coins.hold(owner, ids, inCoins, tasks);
  }
}

function withPrice({ currency: _currency, ...draft }: Task, price: Price): Task {
  return { ...draft, ...createCharge(price) };
}
