import * as z from 'zod';
import { taskKinds } from '../../catalog/catalog.ts';
import { text, wholeNumber, word } from '../../catalog/fields.ts';
import { type CancelTaskDependencies, cancelTask } from '../../tasks/cancel-task.ts';
import { type GetTaskDependencies, getOwnTask } from '../../tasks/get-task.ts';
import { type ListAllTasksDependencies, listAllTasks } from '../../tasks/list-all-tasks.ts';
import { toTaskDetail, toTaskItem } from '../../tasks/task-item.ts';
import { toTimeline } from '../../tasks/task-timeline.ts';
import { deliveriesOfSubject } from '../../webhooks/read-deliveries.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { type WaitAsPreferredDependencies, waitAsPreferred } from '../server/wait-as-preferred.ts';
import {
  exampleTaskItem,
  nextPage,
  taskDetail,
  taskItem,
  timelineEntry,
} from './every-kind-answers.ts';

export type EveryKindOperations = GetTaskDependencies &
  WaitAsPreferredDependencies &
  CancelTaskDependencies &
  ListAllTasksDependencies & { readonly mediaUrl: string; readonly store: WebhookStore };

const moment = z
  .string('must be a time')
  .meta({ format: 'date-time' })
  .transform((value, context) => {
    const time = Date.parse(value);
    const text = Number.isNaN(time) ? '' : new Date(time).toISOString();
    // Years of more than four digits have a sign, by which texts are not in the order of times.
    if (/^\d/.test(text)) return text;
    context.addIssue({ code: 'custom', message: 'must be a time such as 2026-11-23T09:00:00Z' });
    return z.NEVER;
  });

const page = z
  .object({
    kind: z.enum(taskKinds, 'must be the name of a kind of task').optional(),
    status: word('initialized', 'sent', 'pending', 'processing', 'completed', 'failed').optional(),
    external_id: text(128).optional(),
    from: moment.optional(),
    to: moment.optional(),
    provider: text(100).optional(),
    q: text(200).optional(),
    after: text(200).optional(),
    limit: wholeNumber(1, 100).default(20),
  })
  .catchall(z.string());

const params = { id: "The task's id." };

/** Calls over the tasks of every kind, which A2E does not have. */
export const everyKindOperations: readonly ApiOperation<EveryKindOperations>[] = [
  operation({
    method: 'GET',
    path: '/api/v1/tasks',
    query: page,
    answer: z.object({ rows: z.array(taskItem), next: nextPage }),
    describe: {
      tag: 'Tasks',
      title: 'List tasks of every kind',
      description:
        'Newest first. One of `external_id`, `status` and `kind`, in this order, goes by index, and so do `from` (included) and `to` (not included). What else is asked for, `provider`, `q` (a part of the name or the prompt) and `metadata.<name>` are looked for among 200 records a call, so a page may come back short or empty: go on with `next`, until it is null.',
      example: { rows: [exampleTaskItem], next: null },
      agent: 'list_tasks',
    },
    async handle(context: EveryKindOperations, { owner, query }) {
      const { kind, status, external_id: externalId, from, to, provider, q, after, limit } = query;
      const found = await listAllTasks(context, {
        ...{ owner, kind, status, externalId, from, to, provider, after, limit },
        words: q,
        metadata: parseMetadata(query),
      });
      const now = context.clock.now();
      return {
        rows: found.tasks.map((task) => toTaskItem(task, context.mediaUrl, now)),
        next: found.next ?? null,
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/tasks/:id',
    answer: taskDetail,
    describe: {
      tag: 'Tasks',
      title: 'Get a task of any kind',
      description: 'The record with the request that started it, whatever its kind is.',
      params,
      example: {
        ...exampleTaskItem,
        request: { image_url: 'https://example.com/photo.jpg', prompt: 'slow push in' },
        start_path: '/api/v1/userImage2Video/start',
      },
      errors: [404],
      waits: true,
      agent: 'get_task',
    },
    async handle(context: EveryKindOperations, { owner, params: { id = '' }, headers }) {
      const begun = context.clock.now();
      const task = await getOwnTask(context, { owner, id });
      const [answered = task] = await waitAsPreferred(context, { owner, headers, begun }, [task]);
      return toTaskDetail(answered, context.mediaUrl, context.clock.now());
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/tasks/:id/cancel',
    isSlow: true,
    answer: taskItem,
    describe: {
      tag: 'Tasks',
      title: 'Cancel a task',
      description:
        "Ends a task at whatever state before its provider is done: it fails with `failed_code` `cancelled`. The provider is asked to stop. The price goes back, unless the provider goes on, because it can't stop or could not be asked. Cancelling again answers the same.",
      params,
      example: {
        ...exampleTaskItem,
        ...{ current_status: 'failed', process: 0, result_url: '', result_urls: [] },
        ...{ failed_code: 'cancelled', failed_message: 'The task was cancelled.' },
      },
      errors: [404, 409],
      agent: 'cancel_task',
    },
    async handle(context: EveryKindOperations, { owner, params: { id = '' } }) {
      const task = await cancelTask(context, { owner, id });
      return toTaskItem(task, context.mediaUrl, context.clock.now());
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/tasks/:id/timeline',
    answer: z.object({ rows: z.array(timelineEntry) }),
    describe: {
      tag: 'Tasks',
      title: 'Get the timeline of a task',
      description: 'Its states, what the provider said, and every delivery attempt, oldest first.',
      params,
      example: {
        rows: [
          {
            at: '2026-11-23T09:17:28.797Z',
            type: 'state',
            title: 'Accepted',
            detail: '30 coins held',
            state: 'initialized',
            delivery_id: '',
          },
        ],
      },
      errors: [404],
    },
    async handle(context: EveryKindOperations, { owner, params: { id = '' } }) {
      const task = await getOwnTask(context, { owner, id });
      return { rows: toTimeline(task, await deliveriesOfSubject(context, owner, id)) };
    },
  }),
];

const METADATA = 'metadata.';

/** `metadata.order=7` as the entry that a task must have. */
function parseMetadata(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(METADATA) && typeof value === 'string'
        ? [[name.slice(METADATA.length), value]]
        : [],
    ),
  );
}
