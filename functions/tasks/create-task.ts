import type { TaskKind } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import { isAbandoned } from './abandoned-task.ts';
import { readLabels } from './labels.ts';
import { acceptRequest, createFingerprint, newTask, type ProvidersFor } from './new-task.ts';
import type { Coins, TaskWorkflow } from './ports.ts';
import { type ReadWebhookDependencies, readWebhook } from './read-webhook.ts';
import { type ResolveReferencesDependencies, resolveReferences } from './resolve-references.ts';
import { getHeldPrice, isFinished, type Task, type TaskWebhook } from './task.ts';
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
  /** When such a task is checked, as far as is known: the waits before each check, in whole seconds. */
  expectChecks(task: Task): Promise<readonly number[] | undefined>;
}

export interface CreateTaskCall {
  readonly owner: string;
  readonly kind: TaskKind;
  readonly body: unknown;
  /** Where the outcome goes when the body names no address. */
  readonly webhook?: TaskWebhook;
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
  const accepted = await acceptRequest(
    call.kind,
    call.body,
    context.providersFor,
    (kind, request) => resolveReferences(context, owner, kind, request),
  );
  const labels = readLabels(call.body);
  const webhook = (await readWebhook(context, call.owner, call.body)) ?? call.webhook;
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
  const ids = drafts.map((draft) => draft.id);
  await coins.hold(first.owner, ids, getHeldPrice(first), first.kind);
  return Promise.all(
    drafts.map(async (draft) => {
      if (await tasks.create(draft)) return draft;
      const standing = (await tasks.get(draft.id)) ?? draft;
      if (isFinished(standing)) await coins.refund(draft.owner, draft.id, draft.kind);
      return standing;
    }),
  );
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
