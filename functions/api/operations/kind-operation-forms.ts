import * as z from 'zod';
import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import { text, wholeNumber, withoutNulls, word } from '../../catalog/fields.ts';
import type { KindCall } from '../../catalog/kind-calls.ts';
import { findUnknownFields } from '../../catalog/unknown-fields.ts';
import { type CreateTaskDependencies, createTask } from '../../tasks/create-task.ts';
import type { DeleteTaskDependencies } from '../../tasks/delete-task.ts';
import { forecast } from '../../tasks/forecast.ts';
import { getTask, type TaskReference } from '../../tasks/get-task.ts';
import { labelFields } from '../../tasks/labels.ts';
import { listNewest, listTasks } from '../../tasks/list-tasks.ts';
import { isFinished, type Task } from '../../tasks/task.ts';
import { toTaskView } from '../../tasks/task-view.ts';
import { eventId } from '../../webhooks/event.ts';
import { deliverySummary } from '../../webhooks/views.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import {
  type ApiCall,
  type ApiOperation,
  type OperationDescription,
  operation,
  type Sent,
} from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';

export interface TaskOperations extends CreateTaskDependencies, DeleteTaskDependencies {
  readonly mediaUrl: string;
  readonly store: Pick<WebhookStore, 'deliveriesOfEvent'>;
}

/** A task's record as the API answers it. */
export type TaskView = Record<string, unknown>;

const pageNumber = wholeNumber(1, 1_000_000).default(1);
const DEFAULT_PAGE_SIZE = 10;
const size = wholeNumber(1, 100);
const pageSize = size.default(DEFAULT_PAGE_SIZE);

/** A2E's pages (a2e-api 1.5, style A): numbers or strings, 100 records at most. */
function createPage(records = DEFAULT_PAGE_SIZE) {
  return z.object({
    pageNum: pageNumber,
    pageSize: size.default(records),
    status: word('pending', 'processing', 'completed', 'failed').optional(),
  });
}

/** The pages of A2E's newer families of pictures (a2e-api 16). */
export function numberedPage(records = DEFAULT_PAGE_SIZE) {
  return z.object({ page: pageNumber, page_size: size.default(records) });
}

/** The pages of `awsList` (a2e-api 1.5, style B). */
export const currentPage = z.object({ current: pageNumber, pageSize });

/** In characters: the longest name that an execution, and so a task, may have (Step Functions, StartExecution). */
const LONGEST_ID = 80;

export const taskId = text(LONGEST_ID).min(1, 'must not be empty');

/** What every start takes beside its kind's own fields. */
export const startFields = ['webhook_url', 'webhook_token', ...Object.keys(labelFields.shape)];

/** A call of the catalog. */
export interface CallOfKind extends Pick<KindCall, 'method' | 'idField' | 'pageSize'> {
  readonly kind: TaskKind;
  readonly path: string;
}

/** A call of the catalog, with its answer and its words. */
export interface DescribedCall<Answer> extends CallOfKind {
  readonly answer: z.ZodType<Answer>;
  readonly describe: OperationDescription;
}

export function startOperation<Answer>(
  { kind, method, path, answer, describe }: DescribedCall<Answer>,
  form: (records: TaskView[]) => NoInfer<Sent<Answer>>,
): ApiOperation<TaskOperations> {
  return operation({
    method,
    path,
    startsTasks: true,
    answer,
    describe,
    async handle(context: TaskOperations, { owner, body, headers, warn }) {
      const key = parseIdempotencyKey(headers);
      const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
      const tasks = await createTask(context, { owner, kind, body, ...idempotencyKey });
      warn(findUnknownFields(kinds[kind].request, body, startFields));
      return form(tasks.map(shown(context)));
    },
  });
}

export function rowsOperation<Answer>(
  call: DescribedCall<Answer>,
  form: (found: { rows: TaskView[]; count: number }) => NoInfer<Sent<Answer>>,
): ApiOperation<TaskOperations> {
  return pageOperation(call, createPage(call.pageSize), async (context, owner, asked) => {
    const found = await listTasks(context, { owner, kind: call.kind, ...asked });
    return form({ rows: found.tasks.map(shown(context)), count: found.count });
  });
}

export function detailOperation<Answer>(
  call: DescribedCall<Answer>,
  form: (record: TaskView) => NoInfer<Sent<Answer>>,
): ApiOperation<TaskOperations> {
  return referenceOperation(call, async (context, reference) => {
    const task = await getTask(context, reference);
    return form({ ...shown(context)(task), webhooks: await createWebhooks(context, task) });
  });
}

export function arrayOperation(
  { kind, method, path, answer, describe }: DescribedCall<TaskView[]>,
  isWanted: (task: Task) => boolean,
): ApiOperation<TaskOperations> {
  return operation({
    method,
    path,
    answer,
    describe,
    async handle(context: TaskOperations, { owner }) {
      return (await listNewest(context, { owner, kind })).filter(isWanted).map(shown(context));
    },
  });
}

/** Pages are named in the query, and by some clients of POST in the body. */
export function pageOperation<Page, Answer>(
  { method, path, answer, describe }: DescribedCall<Answer>,
  schema: z.ZodType<Page>,
  list: (context: TaskOperations, owner: string, page: Page) => Promise<NoInfer<Sent<Answer>>>,
): ApiOperation<TaskOperations> {
  if (method === 'GET') {
    return operation({
      method,
      path,
      query: schema,
      answer,
      describe,
      handle: (context: TaskOperations, { owner, query }) => list(context, owner, query),
    });
  }
  return operation({
    method,
    path,
    body: z.preprocess(withoutNulls, schema),
    answer,
    describe,
    handle: (context: TaskOperations, { owner, body }) => list(context, owner, body),
  });
}

/** A call about one task, whose id is in the path, or in a field of the query or the body. */
export function referenceOperation<Answer>(
  { kind, method, path, idField, startsTasks, answer, describe }: ReferenceCall<Answer>,
  handle: (
    context: TaskOperations,
    reference: TaskReference,
    call: Pick<ApiCall, 'headers'>,
  ) => Promise<NoInfer<Sent<Answer>>>,
): ApiOperation<TaskOperations> {
  const counted = startsTasks ? { startsTasks } : {};
  if (idField === undefined) {
    return operation({
      ...counted,
      method,
      path,
      answer,
      describe,
      handle: (context: TaskOperations, { owner, params, headers }) =>
        handle(context, { owner, kind, id: params['id'] ?? '' }, { headers }),
    });
  }
  const schema = z.object({ [idField]: taskId });
  const getReference = ({ owner, query, body }: ApiCall<IdFields, IdFields>) => {
    const fields = method === 'GET' ? query : body;
    return { owner, kind, id: fields[idField] ?? '' };
  };
  return operation({
    ...counted,
    method,
    path,
    ...(method === 'GET' ? { query: schema } : { body: z.preprocess(withoutNulls, schema) }),
    answer,
    describe,
    handle: (context: TaskOperations, call: ApiCall<IdFields, IdFields>) =>
      handle(context, getReference(call), call),
  });
}

/** A call about one task; `startsTasks` if it makes another of it. */
type ReferenceCall<Answer> = DescribedCall<Answer> & { readonly startsTasks?: true };

type IdFields = Record<string, string>;

export function shown({ mediaUrl, clock }: TaskOperations) {
  return (task: Task): TaskView => ({
    ...toTaskView(task, mediaUrl),
    ...forecast(task, clock.now()),
  });
}

/** The task's deliveries, in short: one query, and none before the task has ended. */
async function createWebhooks({ store }: TaskOperations, task: Task): Promise<object[]> {
  if (!isFinished(task)) return [];
  const outcome = eventId({ owner: task.owner, subject: task.id, type: `task.${task.status}` });
  return (await store.deliveriesOfEvent(outcome)).map(deliverySummary);
}
