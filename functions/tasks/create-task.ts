import type { Price, TaskKind } from '../catalog/catalog.ts';
import { gatherIssues } from '../catalog/gather-issues.ts';
import { COINS_PER_DIAMOND } from '../catalog/prices.ts';
import type { Clock } from '../clock.ts';
import { errorNames } from '../contract.ts';
import { isAbandoned } from './abandoned-task.ts';
import { type Labels, readLabels } from './labels.ts';
import { acceptRequest, createFingerprint, newTask, type ProvidersFor } from './new-task.ts';
import type { Coins, TaskWorkflow } from './ports.ts';
import { type ReadWebhookDependencies, readWebhook } from './read-webhook.ts';
import { type ResolveReferencesDependencies, resolveReferences } from './resolve-references.ts';
import { createCharge, getHeldPrice, isFinished, type Task, type TaskWebhook } from './task.ts';
import {
  IdempotencyKeyReusedError,
  RequestAbandonedError,
  TaskDeletedError,
} from './task-errors.ts';
import { getExecutionName } from './task-execution.ts';
import { newTaskId, taskIdForKey } from './task-id.ts';
import type { TaskStore } from './task-store.ts';

export interface CreateTaskDependencies
  extends ReadWebhookDependencies,
    ResolveReferencesDependencies {
  readonly tasks: TaskStore;
  readonly coins: Coins;
  readonly workflow: TaskWorkflow;
  readonly clock: Clock;
  readonly keepSeconds: number;
  readonly providersFor: ProvidersFor;
  /** When such a task is checked, as far as is known: the waits before each check, in whole seconds. */
  expectChecks(task: Task): Promise<readonly number[] | undefined>;
}

export interface CreateTaskCall {
  readonly owner: string;
  readonly kind: TaskKind;
  readonly body: unknown;
  /** Where the outcome goes when the body names no address. */
  readonly webhook?: TaskWebhook;
  /** Optional; defaults to those in the body. */
  readonly labels?: Labels;
  /** The same key with the same request makes no second task: it answers the first one. */
  readonly idempotencyKey?: string;
}

/**
 * Makes the tasks that one request asks for: holds their price, writes their records, starts their executions. Every
 * step can be repeated, so a caller with an idempotency key can send the request again after any failure.
 * @throws InvalidRequestError, InsufficientCoinsError, TaskLimitError, BusyError; IdempotencyKeyReusedError or
 * BookingChangedError for a key that came with another request, TaskDeletedError, RequestAbandonedError. Then nothing
 * is changed.
 */
export async function createTask(
  context: CreateTaskDependencies,
  call: CreateTaskCall,
): Promise<Task[]> {
  const { owner } = call;
  const [accepted, asked, labels] = await gatherIssues(
    () =>
      acceptRequest(call.kind, call.body, context.providersFor, (kind, request) =>
        resolveReferences(context, owner, kind, request),
      ),
    () => readWebhook(context, owner, call.body),
    async () => call.labels ?? readLabels(call.body),
  );
  const webhook = asked ?? call.webhook;
  const fingerprint = createFingerprint(call.kind, call.body);
  const ids = taskIds(call, accepted.copies, context.clock.now());

  const known = call.idempotencyKey ? await context.tasks.getAll(ids) : [];
  checkSameRequest(known, fingerprint);

  const missing = ids.filter((id) => !known.some((task) => task.id === id));
  const drafts = missing.map((id) =>
    newTask(accepted, {
      id,
      owner: call.owner,
      variant: ids.indexOf(id),
      fingerprint,
      ...(webhook ? { webhook } : {}),
      labels,
      now: context.clock.now(),
      keepSeconds: context.keepSeconds,
    }),
  );
  const made = await recordTasks(context, drafts, call.idempotencyKey !== undefined);

  checkSameRequest(made, fingerprint);
  const byId = new Map([...known, ...made].map((task) => [task.id, task]));
  const tasks = ids.flatMap((id) => byId.get(id) ?? []);
  await Promise.all(tasks.filter(isUntouched).map((task) => startExecution(context, task)));
  return tasks;
}

/**
 * Holds the price of new tasks of one request and writes their records. Where another call was faster with the same
 * task, its record stands, and no coins stay held for a task that has ended meanwhile.
 *
 * The request and the price belong to the hold, which is the first write: whoever comes later with the same ids and
 * another request is refused by it; whoever repeats the request gets the price that is held.
 * @param canRepeat whether a request could ask for tasks of the same ids again
 * @throws InsufficientCoinsError, TaskLimitError, BusyError, BookingChangedError, IdempotencyKeyReusedError
 */
export async function recordTasks(
  context: Pick<CreateTaskDependencies, 'tasks' | 'coins'>,
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
async function recordTask(
  context: Pick<CreateTaskDependencies, 'tasks' | 'coins'>,
  draft: Task,
): Promise<Task> {
  if (await context.tasks.create(draft)) return draft;
  const { owner, id, kind, claim } = draft;
  const standing = (await context.tasks.get(id)) ?? draft;
  if (standing.claim !== claim) await releaseDraft(context, draft);
  else if (standing.status === 'completed') await context.coins.settle(owner, id, claim);
  else if (isFinished(standing) || standing.deletedAt !== undefined) {
    await context.coins.refund(owner, id, kind, claim);
  }
  return standing;
}

/** Gives back what was held for a draft that becomes no task. The charge in the history is another hold's if there is a task. */
async function releaseDraft(
  { tasks, coins }: Pick<CreateTaskDependencies, 'tasks' | 'coins'>,
  { owner, id, kind, claim }: Task,
): Promise<void> {
  if (await tasks.get(id)) await coins.release(owner, id, claim);
  else await coins.refund(owner, id, kind, claim);
}

/** @throws IdempotencyKeyReusedError, RequestAbandonedError, TaskDeletedError */
function checkSameRequest(standing: readonly Task[], fingerprint: string): void {
  if (standing.some(isAbandoned)) throw new RequestAbandonedError();
  if (standing.some((task) => task.fingerprint !== fingerprint)) {
    throw new IdempotencyKeyReusedError();
  }
  const deleted = standing.filter(({ deletedAt }) => deletedAt !== undefined);
  if (deleted.length > 0) throw new TaskDeletedError(deleted.map(({ id }) => id));
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

function taskIds(call: CreateTaskCall, copies: number, now: number): string[] {
  const { owner, idempotencyKey } = call;
  return Array.from({ length: copies }, (_, copy) =>
    idempotencyKey ? taskIdForKey(owner, idempotencyKey, copy) : newTaskId(now),
  );
}

function isUntouched(task: Task): boolean {
  return task.status === 'initialized' && task.deletedAt === undefined;
}

async function startExecution(
  { workflow, expectChecks }: CreateTaskDependencies,
  task: Task,
): Promise<void> {
  const { name, input } = getExecutionName(task);
  const waits = await expectChecks(task);
  await workflow.start(name, waits ? { ...input, waits } : input);
}
