import { kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';
import type { CallEffect, KindCall } from '../../catalog/kind-calls.ts';
import { webhookFields } from '../../tasks/read-webhook.ts';
import { describeFields } from './describe-fields.ts';
import { inputSchema, type JsonSchema, propertiesOf } from './json-schema.ts';
import type { OperationDescription, OperationDescriptions } from './operation-description.ts';
import { exampleRecord, startedRecord } from './sample-task.ts';
import { recordName, recordOf, refer, requestName } from './schema-names.ts';
import { tagOfKind } from './tags.ts';

/** The operations of every kind, from what the catalog says of it. */
export function describeKinds(): OperationDescriptions {
  return Object.fromEntries(
    taskKinds.flatMap((kind) =>
      kinds[kind].calls.map((call) => [
        `${call.method} ${kinds[kind].path}${call.path}`,
        { tag: tagOfKind(kind), ...params(call), ...descriptions[call.effect](kind) },
      ]),
    ),
  );
}

/** The body of a kind's start: the kind's own request, and where to send the outcome. */
export function startSchema(kind: TaskKind): JsonSchema {
  const request = inputSchema(kinds[kind].request);
  const webhook = propertiesOf(inputSchema(webhookFields));
  const properties = { ...otherSpellings(kind), ...propertiesOf(request), ...webhook };
  return describeFields({ ...request, properties });
}

/** Fields that the example uses though the schema knows them by another name: what most clients send. */
function otherSpellings(kind: TaskKind): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(kinds[kind].example).map(([name, value]) => [name, { type: typeof value }]),
  );
}

function params({ path }: KindCall): Pick<OperationDescription, 'params'> {
  return path.includes(':id') ? { params: { id: "The task's id." } } : {};
}

type Description = Omit<OperationDescription, 'tag' | 'params'>;

const records = (kind: TaskKind) => ({ type: 'array', items: recordOf(kind) });
const count = { type: 'integer', minimum: 0, description: 'How many there are on all pages.' };

const detail = (kind: TaskKind): Description => ({
  summary: 'Get a task',
  data: recordOf(kind),
  example: exampleRecord(kind),
  refusals: [404],
});

const start = (kind: TaskKind): Description => ({
  summary: 'Start a task',
  description: `${kinds[kind].summary}. Answers at once with the new record; the outcome comes to \`webhook_url\` and to the registered endpoints, and is there to be read. Fields that are not known are ignored. With the header \`Idempotency-Key\` the same request makes the same task, and is charged once.`,
  body: refer(requestName(kind)),
  bodyExample: kinds[kind].example,
  data: startData(kind),
  example: startedRecord(kind),
  refusals: [409, 422],
});

const page = (kind: TaskKind) => ({
  summary: 'List tasks',
  description: 'Newest first.',
  data: objectOf({ rows: records(kind), count }),
  example: { rows: [exampleRecord(kind)], count: 1 },
});

const descriptions: Readonly<Record<CallEffect, (kind: TaskKind) => Description>> = {
  start,
  'start-array': (kind) => ({
    ...start(kind),
    data: records(kind),
    example: [startedRecord(kind)],
  }),
  retry: (kind) => ({
    summary: 'Try a failed task again',
    description: 'Starts another task with the same request; it is paid for anew.',
    data: recordOf(kind),
    example: startedRecord(kind),
    refusals: [404, 409, 422],
  }),
  detail,
  'detail-array': (kind) => ({
    ...detail(kind),
    data: records(kind),
    example: [exampleRecord(kind)],
  }),
  page,
  'page-list': (kind) => ({
    ...page(kind),
    data: objectOf({ rows: records(kind), count, list: records(kind) }),
    example: { rows: [exampleRecord(kind)], count: 1, list: [exampleRecord(kind)] },
  }),
  'page-current': (kind) => ({
    summary: 'List tasks',
    description: 'Newest first.',
    data: objectOf({
      current: { type: 'integer', minimum: 1 },
      total: count,
      success: { const: true },
      data: records(kind),
    }),
    example: { current: 1, total: 1, success: true, data: [exampleRecord(kind)] },
  }),
  unfinished: (kind) => newest(kind, 'List tasks that go on'),
  completed: (kind) => newest(kind, 'List completed tasks'),
  all: (kind) => newest(kind, 'List the newest tasks'),
  batch: (kind) => ({
    summary: 'Get several tasks',
    description: 'Those of the ids that are tasks of yours, in any order.',
    data: records(kind),
    bodyExample: { ids: [exampleRecord(kind)['_id']] },
    example: [exampleRecord(kind)],
  }),
  average: () => ({
    summary: 'How long tasks take',
    data: objectOf({
      avgProcessingTime: {
        type: ['number', 'null'],
        description:
          'In seconds from start to result, over your newest completed tasks; null where there are none.',
      },
    }),
    example: { avgProcessingTime: 41.5 },
  }),
  delete: () => ({
    summary: 'Delete a task',
    description:
      'Cancels a task that nobody works on yet and gives its coins back; hides a finished one. A task that is being worked on is refused.',
    data: objectOf({ _id: { type: 'string' } }),
    example: { _id: '6b041e9cff17e54d42a0b72b' },
    refusals: [404],
  }),
  rename: (kind) => ({
    summary: 'Rename a task',
    data: recordOf(kind),
    bodyExample: { name: 'lift-off' },
    example: exampleRecord(kind),
    refusals: [404],
  }),
  note: (kind) => ({
    summary: 'Note what a person did with the result',
    description: 'Taken for clients that send it; the record stays as it is.',
    data: recordOf(kind),
    refusals: [404],
  }),
};

function newest(kind: TaskKind, summary: string): Description {
  return {
    summary,
    description: 'Newest first, 100 at most.',
    data: records(kind),
    example: [exampleRecord(kind)],
  };
}

/** A start answers a record, or an array of them where more than one was asked for. */
function startData(kind: TaskKind): JsonSchema {
  const one = refer(recordName(kind));
  return kinds[kind].copiesField === undefined ? one : { anyOf: [one, records(kind)] };
}

function objectOf(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
