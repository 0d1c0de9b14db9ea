import * as z from 'zod';
import { wholeNumber, withoutNulls, word } from '../../catalog/fields.ts';
import { onceForEach } from '../../once.ts';
import { listNewest, listTasks } from '../../tasks/list-tasks.ts';
import { isFinished, type Task } from '../../tasks/task.ts';
import { exampleRecord } from '../document/sample-task.ts';
import { type ApiOperation, operation, type Sent } from '../operation.ts';
import { describeKindCall, describeNewest, listsLag } from './describe-kind-call.ts';
import {
  type DescribedCall,
  type OperationMaker,
  shown,
  type TaskOperations,
  type TaskView,
} from './kind-operation-forms.ts';
import { currentTaskPage, familyRecords, taskPage, taskPageWithList } from './task-answers.ts';

const pageNumber = wholeNumber(1, 1_000_000).default(1);
const DEFAULT_PAGE_SIZE = 10;
const size = wholeNumber(1, 100);
const pageSize = size.default(DEFAULT_PAGE_SIZE);

/** A2E's pages (a2e-api 1.5, style A): numbers or strings, 100 records at most. */
const createPage = onceForEach((records: number) =>
  z.object({
    pageNum: pageNumber,
    pageSize: size.default(records),
    status: word('pending', 'processing', 'completed', 'failed').optional(),
  }),
);

/** The pages of A2E's newer families of pictures (a2e-api 16). */
const numberedPage = onceForEach((records: number) =>
  z.object({ page: pageNumber, page_size: size.default(records) }),
);

/** The pages of `awsList` (a2e-api 1.5, style B). */
const currentPage = z.object({ current: pageNumber, pageSize });

/** What lists tasks of a kind, page by page or the newest. */
export const listOperations = {
  page: (call) =>
    rowsOperation(
      {
        ...call,
        answer: taskPage(call.kind),
        describe: describeKindCall(call, {
          title: 'List tasks',
          description: `Newest first. ${listsLag}`,
          example: { rows: [exampleRecord(call.kind)], count: 1 },
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
      numberedPage(call.pageSize ?? DEFAULT_PAGE_SIZE),
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
} satisfies Record<string, OperationMaker>;

function rowsOperation<Answer>(
  call: DescribedCall<Answer>,
  form: (found: { rows: TaskView[]; count: number }) => NoInfer<Sent<Answer>>,
): ApiOperation<TaskOperations> {
  const page = createPage(call.pageSize ?? DEFAULT_PAGE_SIZE);
  return pageOperation(call, page, async (context, owner, asked) => {
    const found = await listTasks(context, { owner, kind: call.kind, ...asked });
    return form({ rows: found.tasks.map(shown(context)), count: found.count });
  });
}

/** Pages are named in the query, and by some clients of POST in the body. */
function pageOperation<Page, Answer>(
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

function arrayOperation(
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
