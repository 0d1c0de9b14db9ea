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
import { isFinished, type Task } from '../../tasks/task.ts';
import { exampleRecord, startedRecord } from '../document/sample-task.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';
import { removed } from './answers.ts';
import { describeKindCall, describeNewest, describeStart, listsLag } from './describe-kind-call.ts';
import {
  arrayOperation,
  type CallOfKind,
  currentPage,
  type DescribedCall,
  detailOperation,
  numberedPage,
  pageOperation,
  referenceOperation,
  rowsOperation,
  shown,
  startOperation,
  type TaskOperations,
  type TaskView,
  taskId,
} from './kind-operation-forms.ts';
import {
  averageTime,
  currentTaskPage,
  familyRecord,
  familyRecords,
  startAnswer,
  taskPage,
  taskPageWithList,
} from './task-answers.ts';

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

/** The operations of one kind, one for each call that the catalog names. */
export function kindOperations(kind: TaskKind): ApiOperation<TaskOperations>[] {
  const { path, calls } = kinds[kind];
  return calls.map((call) => makers[call.effect]({ ...call, kind, path: `${path}${call.path}` }));
}

const makers: Readonly<Record<CallEffect, (call: CallOfKind) => ApiOperation<TaskOperations>>> = {
  start: (call) =>
    startOperation(
      { ...call, answer: startAnswer(call.kind), describe: describeStart(call, startedRecord) },
      (records) => onlyRecord(records) ?? records,
    ),

  'start-array': (call) =>
    startOperation(
      {
        ...call,
        answer: familyRecords(call.kind),
        describe: describeStart(call, (kind) => [startedRecord(kind)]),
      },
      (records) => records,
    ),

  retry: (call) =>
    referenceOperation(
      {
        ...call,
        startsTasks: true,
        answer: familyRecord(call.kind),
        describe: describeKindCall(call, {
          title: 'Retry a failed task',
          description: 'Starts another task with the same request, at the same price.',
          example: startedRecord(call.kind),
          errors: [404, 409, 422],
        }),
      },
      async (context, reference, { headers }) => {
        const key = parseIdempotencyKey(headers);
        const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
        const [task] = await retryTask(context, { ...reference, ...idempotencyKey });
        if (!task) throw new Error('The retry created no task.');
        return shown(context)(task);
      },
    ),

  detail: (call) =>
    detailOperation(
      {
        ...call,
        answer: familyRecord(call.kind),
        describe: describeKindCall(call, {
          title: 'Get a task',
          example: exampleRecord(call.kind),
          errors: [404],
          agent: true,
        }),
      },
      (record) => record,
    ),

  'detail-array': (call) =>
    detailOperation(
      {
        ...call,
        answer: familyRecords(call.kind),
        describe: describeKindCall(call, {
          title: 'Get a task',
          example: [exampleRecord(call.kind)],
          errors: [404],
          agent: true,
        }),
      },
      (record) => [record],
    ),

  page: (call) =>
    rowsOperation(
      {
        ...call,
        answer: taskPage(call.kind),
        describe: describeKindCall(call, {
          title: 'List tasks',
          description: `Newest first. ${listsLag}`,
          example: { rows: [exampleRecord(call.kind)], count: 1 },
          agent: true,
        }),
      },
      (found) => found,
    ),

  'page-list': (call) =>
    rowsOperation(
      {
        ...call,
        answer: taskPageWithList(call.kind),
        describe: describeKindCall(call, {
          title: 'List tasks',
          description: `Newest first. ${listsLag}`,
          example: {
            rows: [exampleRecord(call.kind)],
            count: 1,
            list: [exampleRecord(call.kind)],
          },
          agent: true,
        }),
      },
      (found) => ({ ...found, list: found.rows }),
    ),

  'page-size': (call) =>
    pageOperation(
      {
        ...call,
        answer: taskPageWithList(call.kind),
        describe: describeKindCall(call, {
          title: 'List tasks by page',
          description: 'Newest first.',
          example: {
            rows: [exampleRecord(call.kind)],
            count: 1,
            list: [exampleRecord(call.kind)],
          },
        }),
      },
      numberedPage(call.pageSize),
      async (context, owner, { page, page_size }) => {
        const asked = { owner, kind: call.kind, pageNum: page, pageSize: page_size };
        const { tasks, count } = await listTasks(context, asked);
        const rows = tasks.map(shown(context));
        return { rows, count, list: rows };
      },
    ),

  'page-current': (call) =>
    pageOperation(
      {
        ...call,
        answer: currentTaskPage(call.kind),
        describe: describeKindCall(call, {
          title: 'List tasks',
          description: `Newest first. ${listsLag}`,
          example: { current: 1, total: 1, success: true, data: [exampleRecord(call.kind)] },
        }),
      },
      currentPage,
      async (context, owner, { current, pageSize }) => {
        const page = { owner, kind: call.kind, pageNum: current, pageSize };
        const found = await listTasks(context, page);
        const data = found.tasks.map(shown(context));
        return { current, total: found.count, success: true as const, data };
      },
    ),

  unfinished: (call) =>
    newest({ ...call, describe: describeNewest(call, 'List unfinished tasks') }, isUnfinished),
  completed: (call) =>
    newest({ ...call, describe: describeNewest(call, 'List completed tasks') }, isCompleted),
  all: (call) =>
    newest({ ...call, describe: describeNewest(call, 'List the newest tasks') }, () => true),

  batch: (call) =>
    operation({
      method: call.method,
      path: call.path,
      body: batch,
      answer: familyRecords(call.kind),
      describe: describeKindCall(call, {
        title: 'Get several tasks',
        description: 'Those of the ids that are your tasks, in any order.',
        bodyExample: { ids: [exampleRecord(call.kind)['_id']] },
        example: [exampleRecord(call.kind)],
      }),
      async handle(context: TaskOperations, { owner, body: { ids } }) {
        return (await getTasks(context, { owner, kind: call.kind, ids })).map(shown(context));
      },
    }),

  average: (call) =>
    operation({
      method: call.method,
      path: call.path,
      answer: averageTime,
      describe: describeKindCall(call, {
        title: 'Get the average processing time',
        example: { avgProcessingTime: 41.5 },
      }),
      async handle(context: TaskOperations, { owner }) {
        const seconds = await averageProcessingTime(context, owner, call.kind);
        return { avgProcessingTime: seconds ?? null };
      },
    }),

  delete: (call) =>
    referenceOperation(
      {
        ...call,
        answer: removed,
        describe: describeKindCall(call, {
          title: 'Delete a task',
          description:
            'Cancels a task that has not been started at a provider and refunds it; hides a finished one. A task in progress is rejected.',
          example: { _id: '6b041e9cff17e54d42a0b72b' },
          errors: [404],
        }),
      },
      async (context, reference) => {
        await deleteTask(context, reference);
        return { _id: reference.id };
      },
    ),

  rename: (call) =>
    operation({
      method: call.method,
      path: call.path,
      body: newName,
      answer: familyRecord(call.kind),
      describe: describeKindCall(call, {
        title: 'Rename a task',
        bodyExample: { name: 'lift-off' },
        example: exampleRecord(call.kind),
        errors: [404],
      }),
      async handle(context: TaskOperations, { owner, params, body }) {
        const reference = { owner, kind: call.kind, id: params['id'] ?? '' };
        return shown(context)(await renameTask(context, reference, body.name));
      },
    }),

  note: (call) =>
    referenceOperation(
      {
        ...call,
        answer: familyRecord(call.kind),
        describe: describeKindCall(call, {
          title: 'Mark a result as shared, downloaded or copied',
          description: 'Accepted for clients that send it; the record does not change.',
          errors: [404],
        }),
      },
      async (context, reference) => shown(context)(await getTask(context, reference)),
    ),
};

function newest(
  call: Omit<DescribedCall<unknown>, 'answer'>,
  isWanted: (task: Task) => boolean,
): ApiOperation<TaskOperations> {
  return arrayOperation({ ...call, answer: familyRecords(call.kind) }, isWanted);
}

function isUnfinished(task: Task): boolean {
  return !isFinished(task);
}

function isCompleted({ status }: Task): boolean {
  return status === 'completed';
}

function onlyRecord([first, ...others]: TaskView[]): TaskView | undefined {
  return others.length === 0 ? first : undefined;
}
