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
import { IdempotencyKeyReusedError, RequestAbandonedError } from './task-errors.ts';
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
 * @throws InvalidRequestError, InsufficientCoinsError, TaskLimitError, IdempotencyKeyReusedError; then nothing is
 * changed.
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
  if (known.some(isAbandoned)) throw new RequestAbandonedError();
  if (known.some((task) => task.fingerprint !== fingerprint)) throw new IdempotencyKeyReusedError();

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
  const made = await recordTasks(context, drafts);

  const byId = new Map([...known, ...made].map((task) => [task.id, task]));
  const tasks = ids.flatMap((id) => byId.get(id) ?? []);
  await Promise.all(tasks.filter(isUntouched).map((task) => startExecution(context, task)));
  return tasks;
}

/**
 * Holds the price of new tasks and writes their records. Where another call was faster with the same task, its record
 * stands and no coins stay held for a task that has ended meanwhile.
 * @throws InsufficientCoinsError, TaskLimitError
 */
export async function recordTasks(
  { tasks, coins }: Pick<CreateTaskDependencies, 'tasks' | 'coins'>,
  drafts: readonly Task[],
): Promise<Task[]> {
  const [first] = drafts;
  if (!first) return [];
  const price = await holdPrice(coins, drafts, first);
  return Promise.all(
    drafts
      .map((draft) => withPrice(draft, price))
      .map(async (draft) => {
        if (await tasks.create(draft)) return draft;
        const standing = (await tasks.get(draft.id)) ?? draft;
        if (isFinished(standing)) await coins.refund(draft.owner, draft.id, draft.kind);
        return standing;
      }),
  );
}

/** Holds the price; in coins where it is one of diamonds and those lack. @throws InsufficientCoinsError, TaskLimitError */
async function holdPrice(coins: Coins, drafts: readonly Task[], first: Task): Promise<Price> {
  const { owner, kind } = first;
  const ids = drafts.map(({ id }) => id);
  const price = getHeldPrice(first);
  try {
    await coins.hold(owner, ids, price, kind);
    return price;
  } catch (error) {
    const lacksDiamonds =
      price.currency === 'diamonds' &&
      error instanceof Error &&
      error.name === errorNames.insufficientCoins;
    if (!lacksDiamonds) throw error;
    const inCoins = { amount: price.amount * COINS_PER_DIAMOND, currency: 'coins' } as const;
    await coins.hold(owner, ids, inCoins, kind);
    return inCoins;
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

function startExecution({ workflow }: CreateTaskDependencies, task: Task): Promise<void> {
  const { name, input } = getExecutionName(task);
  return workflow.start(name, input);
}
