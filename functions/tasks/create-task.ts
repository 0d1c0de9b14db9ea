import type { TaskKind } from '../catalog/catalog.ts';
import { gatherIssues } from '../catalog/gather-issues.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import type { Clock } from '../clock.ts';
import { isAbandoned } from './abandoned-task.ts';
import { type CheckUploadsDependencies, checkUploads } from './check-uploads.ts';
import { type Labels, readLabels } from './labels.ts';
import { acceptRequest, createFingerprint, newTask, type ProvidersFor } from './new-task.ts';
import type { TaskExecutions } from './ports.ts';
import { type ReadWebhookDependencies, readWebhook } from './read-webhook.ts';
import { type RecordTasksDependencies, recordTasks } from './record-tasks.ts';
import { type ResolveReferencesDependencies, resolveReferences } from './resolve-references.ts';
import { storeSentFiles, type TakenFiles, takeSentFiles } from './sent-files.ts';
import type { Task, TaskWebhook } from './task.ts';
import {
  IdempotencyKeyReusedError,
  RequestAbandonedError,
  TaskDeletedError,
} from './task-errors.ts';
import { getExecutionName } from './task-execution.ts';
import { newTaskId, taskIdForKey } from './task-id.ts';

export interface CreateTaskDependencies
  extends ReadWebhookDependencies,
    ResolveReferencesDependencies,
    CheckUploadsDependencies,
    RecordTasksDependencies {
  readonly workflow: TaskExecutions;
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
 * @throws InvalidRequestError, InsufficientCoinsError, TaskLimitError, UploadLimitError, BusyError; IdempotencyKeyReusedError or
 * TransactionChangedError for a key that came with another request, TaskDeletedError, RequestAbandonedError. Then nothing
 * is changed.
 */
export async function createTask(
  context: CreateTaskDependencies,
  call: CreateTaskCall,
): Promise<Task[]> {
  const { owner } = call;
  const sent = takeFiles(context, call);
  const [accepted, asked, labels] = await gatherIssues(
    () =>
      acceptRequest(call.kind, sent.body, context.providersFor, (kind, request) =>
        resolveReferences(context, owner, kind, request),
      ),
    () => readWebhook(context, owner, call.body),
    () => call.labels ?? readLabels(call.body),
    () => refuse(sent.issues),
  );
  await checkUploads(context, accepted.request);
  const webhook = asked ?? call.webhook;
  const fingerprint = createFingerprint(call.kind, sent.body);
  const ids = taskIds(call, accepted.copies, context.clock.now());

  const known = call.idempotencyKey ? await context.tasks.getAll(ids) : [];
  checkSameRequest(known, fingerprint);

  const missing = ids.filter((id) => !known.some((task) => task.id === id));
  if (missing.length > 0) await storeSentFiles(context.uploads, owner, sent);
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

/** An operator's request has no files in it: it can't be counted as an owner's upload. */
function takeFiles(
  { uploads, mediaUrl }: CheckUploadsDependencies,
  { owner, kind, body, idempotencyKey }: CreateTaskCall,
): TakenFiles {
  if (!uploads) return { body, files: new Map(), issues: [] };
  const secret = idempotencyKey === undefined ? undefined : `${owner} ${idempotencyKey}`;
  return takeSentFiles(mediaUrl, { kind, body, secret });
}

function refuse(issues: TakenFiles['issues']): void {
  if (issues.length > 0) throw new InvalidRequestError(issues);
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
