import * as z from 'zod';
import { text, withoutNulls } from '../../catalog/fields.ts';
import { averageProcessingTime } from '../../tasks/average-processing-time.ts';
import { deleteTask } from '../../tasks/delete-task.ts';
import { getTask } from '../../tasks/get-task.ts';
import { getTasks } from '../../tasks/list-tasks.ts';
import { renameTask } from '../../tasks/rename-task.ts';
import { isFinished, type Task } from '../../tasks/task.ts';
import { eventId } from '../../webhooks/event.ts';
import { deliverySummary } from '../../webhooks/views.ts';
import { exampleRecord } from '../document/sample-task.ts';
import { type ApiOperation, operation, type Sent } from '../operation.ts';
import { removed } from './answers.ts';
import { describeKindCall } from './describe-kind-call.ts';
import {
  type DescribedCall,
  type OperationMaker,
  referenceOperation,
  shown,
  type TaskOperations,
  type TaskView,
  taskId,
} from './kind-operation-forms.ts';
import { averageTime, familyRecord, familyRecords } from './task-answers.ts';

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

const GET_TASK = 'The record as it is now: where the work is, and its result or why it failed.';

/** What reads, renames and deletes tasks of a kind by their ids. */
export const recordOperations = {
  detail: (call) =>
    detailOperation(
      {
        ...call,
        answer: familyRecord(call.kind),
        describe: describeKindCall(call, {
          title: 'Get a task',
          description: GET_TASK,
          example: exampleRecord(call.kind),
          errors: [404],
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
          description: `${GET_TASK} It is an array of one.`,
          example: [exampleRecord(call.kind)],
          errors: [404],
        }),
      },
      (record) => [record],
    ),

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
        description: 'Of your newest completed tasks of this kind, from start to result.',
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
        description: 'Changes `name` alone, also of a finished task.',
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
} satisfies Record<string, OperationMaker>;

function detailOperation<Answer>(
  call: DescribedCall<Answer>,
  form: (record: TaskView) => NoInfer<Sent<Answer>>,
): ApiOperation<TaskOperations> {
  return referenceOperation(call, async (context, reference) => {
    const task = await getTask(context, reference);
    return form({ ...shown(context)(task), webhooks: await createWebhooks(context, task) });
  });
}

/** The task's deliveries, in short: one query, and none before the task has ended. */
async function createWebhooks({ store }: TaskOperations, task: Task): Promise<object[]> {
  if (!isFinished(task)) return [];
  const outcome = eventId({ owner: task.owner, subject: task.id, type: `task.${task.status}` });
  return (await store.deliveriesOfEvent(outcome)).map(deliverySummary);
}
