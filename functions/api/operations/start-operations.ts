import { kinds } from '../../catalog/catalog.ts';
import { findUnknownFields } from '../../catalog/unknown-fields.ts';
import { createTask } from '../../tasks/create-task.ts';
import { labelFields } from '../../tasks/labels.ts';
import { retryTask } from '../../tasks/retry-task.ts';
import { startedRecord } from '../document/sample-task.ts';
import { type ApiOperation, operation, type Sent } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';
import { waitAsPreferred } from '../server/wait-as-preferred.ts';
import { describeKindCall, describeStart } from './describe-kind-call.ts';
import {
  type DescribedCall,
  type OperationMaker,
  referenceOperation,
  shown,
  type TaskOperations,
  type TaskView,
} from './kind-operation-forms.ts';
import { familyRecord, familyRecords, startAnswer } from './task-answers.ts';

/** What starts tasks of a kind. */
export const startOperations = {
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
        const begun = context.clock.now();
        const key = parseIdempotencyKey(headers);
        const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
        const tasks = await retryTask(context, { ...reference, ...idempotencyKey });
        const { owner } = reference;
        const [task] = await waitAsPreferred(context, { owner, headers, begun }, tasks);
        if (!task) throw new Error('The retry created no task.');
        return shown(context)(task);
      },
    ),
} satisfies Record<string, OperationMaker>;

/** What every start takes beside its kind's own fields. */
export const startFields = ['webhook_url', 'webhook_token', ...Object.keys(labelFields.shape)];

function startOperation<Answer>(
  { kind, method, path, answer, describe }: DescribedCall<Answer>,
  form: (records: TaskView[]) => NoInfer<Sent<Answer>>,
): ApiOperation<TaskOperations> {
  return operation({
    method,
    path,
    startsTasks: true,
    takesFiles: true,
    answer,
    describe,
    async handle(context: TaskOperations, { owner, body, headers, warn }) {
      const begun = context.clock.now();
      const key = parseIdempotencyKey(headers);
      const idempotencyKey = key === undefined ? {} : { idempotencyKey: key };
      const tasks = await createTask(context, { owner, kind, body, ...idempotencyKey });
      warn(findUnknownFields(kinds[kind].request, body, startFields));
      const answered = await waitAsPreferred(context, { owner, headers, begun }, tasks);
      return form(answered.map(shown(context)));
    },
  });
}

function onlyRecord([first, ...others]: TaskView[]): TaskView | undefined {
  return others.length === 0 ? first : undefined;
}
