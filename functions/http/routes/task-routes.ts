import * as z from 'zod';
import { kinds } from '../../catalog/catalog.ts';
import { text, wholeNumber } from '../../catalog/fields.ts';
import { parseFields } from '../../catalog/parse-fields.ts';
import { averageProcessingTime } from '../../tasks/average-processing-time.ts';
import { type CreateTask, createTask } from '../../tasks/create-task.ts';
import { type DeleteTask, deleteTask } from '../../tasks/delete-task.ts';
import { forecast } from '../../tasks/forecast.ts';
import { getTask } from '../../tasks/get-task.ts';
import { getTasks, listTasks } from '../../tasks/list-tasks.ts';
import { presentTask } from '../../tasks/present-task.ts';
import { isFinished, type Task } from '../../tasks/task.ts';
import { eventId } from '../../webhooks/event.ts';
import { deliverySummary } from '../../webhooks/views.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import type { ApiCall, Route } from '../route.ts';

export interface TaskRoutes extends CreateTask, DeleteTask {
  readonly mediaUrl: string;
  readonly store: Pick<WebhookStore, 'deliveriesOfEvent'>;
}

/** A2E's pages (a2e-api 1.5, style A): numbers or strings, 10 records unless told otherwise, 100 at most. */
const page = z.object({
  pageNum: wholeNumber(1, 1_000_000).default(1),
  pageSize: wholeNumber(1, 100).default(10),
});

/** In characters: the longest name that an execution, and so a task, may have (Step Functions, StartExecution). */
const LONGEST_ID = 80;

const batch = z.object({
  ids: z
    .array(text(LONGEST_ID).min(1, 'must not be empty'), 'must be an array of task ids')
    .max(100, 'must hold at most 100 ids'),
});

/** The calls that every kind of task answers (a2e-api 2.1), made from the catalog. */
export function taskRoutes(context: TaskRoutes): Route[] {
  const present = (task: Task) => ({
    ...presentTask(task, context.mediaUrl),
    ...forecast(task, context.clock.now()),
  });

  return Object.values(kinds).flatMap(({ kind, path }): Route[] => [
    {
      method: 'POST',
      path: `${path}/start`,
      startsTasks: true,
      async handle({ owner, body, headers }) {
        const key = idempotencyKeyOf(headers);
        const tasks = await createTask(context, {
          owner,
          kind,
          body,
          ...(key === undefined ? {} : { idempotencyKey: key }),
        });
        const [first, ...others] = tasks.map(present);
        return others.length === 0 ? first : [first, ...others];
      },
    },
    {
      method: 'GET',
      path: `${path}/allRecords`,
      async handle({ owner, query }) {
        const { tasks, count } = await listTasks(context, {
          owner,
          kind,
          ...parseFields(page, query),
        });
        return { rows: tasks.map(present), count };
      },
    },
    {
      method: 'POST',
      path: `${path}/batchDetail`,
      async handle({ owner, body }) {
        const { ids } = parseFields(batch, body);
        return (await getTasks(context, { owner, kind, ids })).map(present);
      },
    },
    {
      method: 'GET',
      path: `${path}/avgProcessingTime`,
      async handle({ owner }) {
        const seconds = await averageProcessingTime(context, owner, kind);
        return { avgProcessingTime: seconds ?? null };
      },
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      async handle(call) {
        const task = await getTask(context, { kind, ...reference(call) });
        return { ...present(task), webhooks: await webhooksOf(context, task) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      async handle(call) {
        await deleteTask(context, { kind, ...reference(call) });
        return { _id: reference(call).id };
      },
    },
  ]);
}

/** Where the outcome was sent, in short: one query, and none before there is an outcome. */
async function webhooksOf({ store }: TaskRoutes, task: Task): Promise<object[]> {
  if (!isFinished(task)) return [];
  const outcome = eventId({ owner: task.owner, subject: task.id, type: `task.${task.status}` });
  return (await store.deliveriesOfEvent(outcome)).map(deliverySummary);
}

function reference({ owner, params }: ApiCall): { owner: string; id: string } {
  return { owner, id: params['id'] ?? '' };
}
