import * as z from 'zod';
import type { TaskKind } from '../../catalog/catalog.ts';
import { text, wholeNumber, withoutNulls, word } from '../../catalog/fields.ts';
import type { KindCall } from '../../catalog/kind-calls.ts';
import { type CreateTaskDependencies, createTask } from '../../tasks/create-task.ts';
import type { DeleteTaskDependencies } from '../../tasks/delete-task.ts';
import { forecast } from '../../tasks/forecast.ts';
import { getTask, type TaskReference } from '../../tasks/get-task.ts';
import { listNewest, listTasks } from '../../tasks/list-tasks.ts';
import { isFinished, type Task } from '../../tasks/task.ts';
import { toTaskView } from '../../tasks/task-view.ts';
import { eventId } from '../../webhooks/event.ts';
import { deliverySummary } from '../../webhooks/views.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { type ApiCall, type Route, route } from '../route.ts';

export interface TaskRoutes extends CreateTaskDependencies, DeleteTaskDependencies {
  readonly mediaUrl: string;
  readonly store: Pick<WebhookStore, 'deliveriesOfEvent'>;
}

const pageNumber = wholeNumber(1, 1_000_000).default(1);
const pageSize = wholeNumber(1, 100).default(10);
/** A2E's pages (a2e-api 1.5, style A): numbers or strings, 10 records unless told otherwise, 100 at most. */
const page = z.object({
  pageNum: pageNumber,
  pageSize,
  status: word('pending', 'processing', 'completed', 'failed').optional(),
});
/** The pages of `awsList` (a2e-api 1.5, style B). */
export const currentPage = z.object({ current: pageNumber, pageSize });

/** In characters: the longest name that an execution, and so a task, may have (Step Functions, StartExecution). */
const LONGEST_ID = 80;

export const taskId = text(LONGEST_ID).min(1, 'must not be empty');
/** What is made of a call of the catalog. */
export interface CallOfKind extends Pick<KindCall, 'method' | 'idField'> {
  readonly kind: TaskKind;
  readonly path: string;
}

export function startRoute(
  { kind, method, path }: CallOfKind,
  form: (records: Record<string, unknown>[]) => unknown,
): Route<TaskRoutes> {
  return route({
    method,
    path,
    startsTasks: true,
    async handle(context: TaskRoutes, { owner, body, headers }) {
      const key = idempotencyKeyOf(headers);
      const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
      const tasks = await createTask(context, { owner, kind, body, ...idempotencyKey });
      return form(tasks.map(shown(context)));
    },
  });
}

export function rowsRoute(
  { kind, method, path }: CallOfKind,
  form: (found: { rows: object[]; count: number }) => object,
): Route<TaskRoutes> {
  return pageRoute(method, path, page, async (context, owner, asked) => {
    const found = await listTasks(context, { owner, kind, ...asked });
    return form({ rows: found.tasks.map(shown(context)), count: found.count });
  });
}

export function detailRoute(
  call: CallOfKind,
  form: (record: Record<string, unknown>) => unknown,
): Route<TaskRoutes> {
  return referenceRoute(call, async (context, reference) => {
    const task = await getTask(context, reference);
    return form({ ...shown(context)(task), webhooks: await webhooksOf(context, task) });
  });
}

export function arrayRoute(
  { kind, method, path }: CallOfKind,
  isWanted: (task: Task) => boolean,
): Route<TaskRoutes> {
  return route({
    method,
    path,
    async handle(context: TaskRoutes, { owner }) {
      return (await listNewest(context, { owner, kind })).filter(isWanted).map(shown(context));
    },
  });
}

/** Pages are named in the query, and by some clients of POST in the body. */
export function pageRoute<Page>(
  method: KindCall['method'],
  path: string,
  schema: z.ZodType<Page>,
  list: (context: TaskRoutes, owner: string, page: Page) => Promise<unknown>,
): Route<TaskRoutes> {
  if (method === 'GET') {
    return route({
      method,
      path,
      query: schema,
      handle: (context: TaskRoutes, { owner, query }) => list(context, owner, query),
    });
  }
  return route({
    method,
    path,
    body: z.preprocess(withoutNulls, schema),
    handle: (context: TaskRoutes, { owner, body }) => list(context, owner, body),
  });
}

/** A route about one task, whose id is in the path, or in a field of the query or the body. */
export function referenceRoute(
  { kind, method, path, idField, startsTasks }: ReferenceCall,
  handle: (
    context: TaskRoutes,
    reference: TaskReference,
    call: Pick<ApiCall, 'headers'>,
  ) => Promise<unknown>,
): Route<TaskRoutes> {
  if (idField === undefined) {
    return route({
      ...(startsTasks ? { startsTasks } : {}),
      method,
      path,
      handle: (context: TaskRoutes, { owner, params, headers }) =>
        handle(context, { owner, kind, id: params['id'] ?? '' }, { headers }),
    });
  }
  const schema = z.object({ [idField]: taskId });
  const of = ({ owner, query, body }: ApiCall<IdFields, IdFields>) => {
    const fields = method === 'GET' ? query : body;
    return { owner, kind, id: fields[idField] ?? '' };
  };
  return route({
    ...(startsTasks ? { startsTasks } : {}),
    method,
    path,
    ...(method === 'GET' ? { query: schema } : { body: z.preprocess(withoutNulls, schema) }),
    handle: (context: TaskRoutes, call: ApiCall<IdFields, IdFields>) =>
      handle(context, of(call), call),
  });
}

/** A call about one task; `startsTasks` where it makes another of it. */
type ReferenceCall = CallOfKind & { readonly startsTasks?: true };

type IdFields = Record<string, string>;

export function shown({ mediaUrl, clock }: TaskRoutes) {
  return (task: Task) => ({ ...toTaskView(task, mediaUrl), ...forecast(task, clock.now()) });
}

/** Where the outcome was sent, in short: one query, and none before there is an outcome. */
async function webhooksOf({ store }: TaskRoutes, task: Task): Promise<object[]> {
  if (!isFinished(task)) return [];
  const outcome = eventId({ owner: task.owner, subject: task.id, type: `task.${task.status}` });
  return (await store.deliveriesOfEvent(outcome)).map(deliverySummary);
}
