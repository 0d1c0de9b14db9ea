import * as z from 'zod';
import { kinds, taskKinds } from '../../catalog/catalog.ts';
import { withoutNulls } from '../../catalog/fields.ts';
import { findUnknownFields } from '../../catalog/unknown-fields.ts';
import { createTask } from '../../tasks/create-task.ts';
import { toTaskItem } from '../../tasks/task-item.ts';
import { refer, requestName } from '../document/schema-names.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';
import { waitAsPreferred } from '../server/wait-as-preferred.ts';
import { exampleTaskItem, taskItem } from './every-kind-answers.ts';
import type { TaskOperations } from './kind-operation-forms.ts';
import { startFields } from './start-operations.ts';

const start = z.preprocess(
  withoutNulls,
  z.object({
    kind: z.enum(taskKinds, 'must be the name of a kind of task'),
    input: z.record(z.string(), z.unknown(), "must be an object: the kind's fields").default({}),
  }),
);

/** One call that starts a task of any kind, for clients that learn the kind when they run. */
export const startAnyKindOperations: readonly ApiOperation<TaskOperations>[] = [
  operation({
    method: 'POST',
    path: '/api/v1/tasks',
    startsTasks: true,
    takesFiles: true,
    body: start,
    answer: z.object({ rows: z.array(taskItem) }),
    describe: {
      tag: 'Tasks',
      title: 'Start a task of any kind',
      description:
        "`input` is what the kind's own start takes. Answers at once with the task, or with several where several copies were asked for. With the header `Idempotency-Key` the same request starts the same tasks and is charged once.",
      body: {
        anyOf: taskKinds.map((kind) => ({
          type: 'object',
          properties: { kind: { const: kind }, input: refer(requestName(kind)) },
          required: ['kind', 'input'],
        })),
      },
      bodyExample: { kind: 'image-to-video', input: kinds['image-to-video'].example },
      example: { rows: [{ ...exampleTaskItem, current_status: 'initialized', process: 0 }] },
      errors: [409, 422],
      agent: 'start_task',
    },
    async handle(context: TaskOperations, { owner, body: { kind, input }, headers, warn }) {
      const begun = context.clock.now();
      const key = parseIdempotencyKey(headers);
      const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
      const tasks = await createTask(context, { owner, kind, body: input, ...idempotencyKey });
      warn(findUnknownFields(kinds[kind].request, input, startFields));
      const answered = await waitAsPreferred(context, { owner, headers, begun }, tasks);
      const now = context.clock.now();
      return { rows: answered.map((task) => toTaskItem(task, context.mediaUrl, now)) };
    },
  }),
];
