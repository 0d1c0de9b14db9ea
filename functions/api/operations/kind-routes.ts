import * as z from 'zod';
import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import { text, withoutNulls } from '../../catalog/fields.ts';
import type { CallEffect } from '../../catalog/kind-calls.ts';
import { averageProcessingTime } from '../../tasks/average-processing-time.ts';

import { deleteTask } from '../../tasks/delete-task.ts';
import { getTask } from '../../tasks/get-task.ts';
import { getTasks, listTasks } from '../../tasks/list-tasks.ts';
import { renameTask } from '../../tasks/rename-task.ts';
import { retryTask } from '../../tasks/retry-task.ts';
import { isFinished } from '../../tasks/task.ts';
import { idempotencyKeyOf } from '../server/idempotency-key.ts';
import { type Route, route } from '../server/route.ts';
import {
  arrayRoute,
  type CallOfKind,
  currentPage,
  detailRoute,
  pageRoute,
  referenceRoute,
  rowsRoute,
  shown,
  startRoute,
  type TaskRoutes,
  taskId,
} from './kind-route-forms.ts';

const batch = z.preprocess(
  withoutNulls,
  z.object({
    ids: z.array(taskId, 'must be an array of task ids').max(100, 'must hold at most 100 ids'),
  }),
);
const newName = z.preprocess(
  withoutNulls,
  z.object({ name: text(200).min(1, 'must not be empty') }),
);

/** The routes of one kind, a route for each call that the catalog names. */
export function kindRoutes(kind: TaskKind): Route<TaskRoutes>[] {
  const { path, calls } = kinds[kind];
  return calls.map((call) => makers[call.effect]({ ...call, kind, path: `${path}${call.path}` }));
}

const makers: Readonly<Record<CallEffect, (call: CallOfKind) => Route<TaskRoutes>>> = {
  start: (call) => startRoute(call, (records) => (records.length === 1 ? records[0] : records)),
  'start-array': (call) => startRoute(call, (records) => records),

  retry: (call) =>
    referenceRoute({ ...call, startsTasks: true }, async (context, reference, { headers }) => {
      const key = idempotencyKeyOf(headers);
      const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
      const tasks = await retryTask(context, { ...reference, ...idempotencyKey });
      return tasks.map(shown(context))[0];
    }),

  detail: (call) => detailRoute(call, (record) => record),
  'detail-array': (call) => detailRoute(call, (record) => [record]),

  page: (call) => rowsRoute(call, (found) => found),
  'page-list': (call) => rowsRoute(call, (found) => ({ ...found, list: found.rows })),

  'page-current': ({ kind, method, path }) =>
    pageRoute(method, path, currentPage, async (context, owner, { current, pageSize }) => {
      const found = await listTasks(context, { owner, kind, pageNum: current, pageSize });
      const data = found.tasks.map(shown(context));
      return { current, total: found.count, success: true, data };
    }),

  unfinished: (call) => arrayRoute(call, (task) => !isFinished(task)),
  completed: (call) => arrayRoute(call, (task) => task.status === 'completed'),
  all: (call) => arrayRoute(call, () => true),

  batch: ({ kind, method, path }) =>
    route({
      method,
      path,
      body: batch,
      async handle(context: TaskRoutes, { owner, body: { ids } }) {
        return (await getTasks(context, { owner, kind, ids })).map(shown(context));
      },
    }),

  average: ({ kind, method, path }) =>
    route({
      method,
      path,
      async handle(context: TaskRoutes, { owner }) {
        const seconds = await averageProcessingTime(context, owner, kind);
        return { avgProcessingTime: seconds ?? null };
      },
    }),

  delete: (call) =>
    referenceRoute(call, async (context, reference) => {
      await deleteTask(context, reference);
      return { _id: reference.id };
    }),

  rename: ({ kind, method, path }) =>
    route({
      method,
      path,
      body: newName,
      async handle(context: TaskRoutes, call) {
        const reference = { owner: call.owner, kind, id: call.params['id'] ?? '' };
        return shown(context)(await renameTask(context, reference, call.body.name));
      },
    }),

  note: (call) =>
    referenceRoute(call, async (context, reference) =>
      shown(context)(await getTask(context, reference)),
    ),
};
