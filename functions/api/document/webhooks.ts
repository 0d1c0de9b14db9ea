import * as z from 'zod';
import { taskKinds } from '../../catalog/catalog.ts';
import { EVENT_TYPES } from '../../webhooks/event-types.ts';
import { exampleEventBody } from '../operations/webhook-examples.ts';
import { getProperties, getRequired, type JsonSchema, outputSchema } from './json-schema.ts';
import { refer } from './schema-names.ts';
import { commonRecordFields } from './task-record.ts';

type EventType = (typeof EVENT_TYPES)[number];

/** What is sent to receivers: the `webhooks` section of OpenAPI 3.1, by type of event. */
export function describeWebhooks(): Record<string, JsonSchema> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: call(type) }]));
}

/** The schemas that the section refers to: openapi-generator reads no type that stands in it. */
export function webhookSchemas(): Record<string, JsonSchema> {
  return {
    WebhookHeader: { type: 'string' },
    ...Object.fromEntries(EVENT_TYPES.map((type) => [eventName(type), describeBody(type)])),
  };
}

/** `task.completed` is `TaskCompletedEvent`. */
function eventName(type: EventType): string {
  const [subject, ...words] = type.split('.').map((word) => word[0]?.toUpperCase() + word.slice(1));
  return [subject, ...words, 'Event'].join('');
}

interface EventDescription {
  readonly summary: string;
  readonly data: JsonSchema;
  readonly example: unknown;
}

const { data: completed, timestamp } = exampleEventBody;
const endpointId = 'ep_0123456789abcdef01234567';

const descriptions: Readonly<Record<EventType, EventDescription>> = {
  'task.completed': {
    summary: 'A task is completed: its result is stored',
    data: taskData(),
    example: completed,
  },
  'task.failed': {
    summary: 'A task failed, or ran out of time; its coins are back',
    data: taskData(),
    example: {
      ...completed,
      current_status: 'failed',
      process: 0,
      result_url: '',
      failed_code: 'image_unreachable',
      failed_message: "The picture can't be fetched: example.com refused the connection.",
    },
  },
  'task.cancelled': {
    summary: 'You cancelled a task; sent beside `task.failed` to endpoints that name it',
    data: taskData(),
    example: {
      ...completed,
      current_status: 'failed',
      process: 0,
      result_url: '',
      failed_code: 'cancelled',
      failed_message: 'The task was cancelled.',
    },
  },
  'task.started': {
    summary: 'A provider has taken a task; sent to endpoints that name it',
    data: taskData(),
    example: { ...completed, current_status: 'sent', process: 0, result_url: '' },
  },
  'task.progress': {
    summary: 'What a task is at has changed; at most every ten seconds, to endpoints that name it',
    data: taskData(),
    example: { ...completed, current_status: 'processing', process: 40, result_url: '' },
  },
  'webhook.disabled': {
    summary: 'Another endpoint of yours was disabled',
    data: outputSchema(z.object({ endpoint_id: z.string(), url: z.string(), reason: z.string() })),
    example: {
      endpoint_id: endpointId,
      url: 'https://example.com/hook',
      reason: 'It answered 410: the receiver wants nothing more.',
    },
  },
  'webhook.ping': {
    summary: 'You asked for it',
    data: outputSchema(z.object({ endpoint_id: z.string() })),
    example: { endpoint_id: endpointId },
  },
};

/** The task's record as GET answers it, of whichever kind, with `kind` and `version`. */
function taskData(): JsonSchema {
  const identity = outputSchema(
    z.object({
      kind: z.enum(taskKinds).describe('Whose fields the record has besides these.'),
      version: z.int().min(1).describe('Only grows: of two events about a task, which is newer.'),
    }),
  );
  return {
    type: 'object',
    properties: { ...commonRecordFields, ...getProperties(identity) },
    required: ['_id', ...getRequired(identity)],
    additionalProperties: true,
  };
}

/** What is sent as the event of a type. */
function describeBody(type: EventType): JsonSchema {
  return {
    type: 'object',
    properties: {
      type: { type: 'string', const: type },
      timestamp: { type: 'string', format: 'date-time' },
      data: descriptions[type].data,
      shortened: {
        type: 'boolean',
        const: true,
        description: 'Texts were cut, so that the body stays under 20 KB. GET the task for all.',
      },
      test: {
        type: 'boolean',
        const: true,
        description: 'A sample that you asked for: it never happened.',
      },
    },
    required: ['type', 'timestamp', 'data'],
  };
}

function call(type: EventType): JsonSchema {
  const { summary, example } = descriptions[type];
  return {
    operationId: type.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase()),
    summary,
    description:
      'Signed as [Standard Webhooks](https://www.standardwebhooks.com) says; any library for it verifies it. The same event has the same `webhook-id` at every attempt and every receiver. Attempts go on for three days.',
    security: [],
    // openapi-generator would make calls of them, with parameters that it reads no type of.
    'x-internal': true,
    parameters: headers(type),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: refer(eventName(type)),
          example: { type, timestamp, data: example },
        },
      },
    },
    responses: {
      '2XX': { description: 'Taken. Anything else is tried again.' },
      '410': { description: 'Send nothing more: the endpoint is disabled.' },
    },
  };
}

function headers(type: EventType): JsonSchema[] {
  const header = (name: string, required: boolean, description: string, example: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: refer('WebhookHeader'),
    example,
  });
  return [
    header(
      'webhook-id',
      true,
      'The id of the event: the same at every attempt. Keep it, to know doubles by.',
      'evt_5f1c0d7e9a3b4c2d8e6f7a0b1c2d3e4f',
    ),
    header('webhook-timestamp', true, 'When this attempt was made, in Unix seconds.', '1795425459'),
    header(
      'webhook-signature',
      true,
      'Signatures over `<id>.<timestamp>.<body>`, divided by spaces: `v1` by your secret (HMAC-SHA256), `v1a` by a public key (Ed25519).',
      'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
    ),
    ...(type.startsWith('task.')
      ? [header('x-a2e-webhook-token', false, "The start's `webhook_token`.", 'my-own-token')]
      : []),
  ];
}
