import * as z from 'zod';
import { type JsonSchema, outputSchema } from './json-schema.ts';

const moment = z.iso.datetime();

const endpoint = z.object({
  _id: z.string().describe('`ep_` and 24 hexadecimal characters.'),
  url: z.string(),
  events: z.array(z.string()).describe('Types of events, and groups such as `task.*`.'),
  kinds: z.array(z.string()).describe('Kinds of tasks; all of them where the list is empty.'),
  description: z.string(),
  metadata: z.record(z.string(), z.string()).describe('Labels of your own.'),
  enabled: z.boolean(),
  state: z.enum(['active', 'failing', 'disabled']),
  state_reason: z.string().describe('Why, in words; empty while it is active.'),
  failures_in_a_row: z.int().min(0),
  failing_since: moment.nullable(),
  disabled_at: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
});

const registered = z.object({
  ...endpoint.shape,
  secret: z.string().describe('Signs everything that is sent there.'),
});

const changed = z.object({
  ...endpoint.shape,
  recover_since: moment
    .nullable()
    .describe('After enabling: since when it missed something, to be given to the recover call.'),
});

const deliverySummary = z.object({
  _id: z.string(),
  type: z.string().describe('The type of the event.'),
  url: z.string(),
  status: z.enum(['pending', 'delivered', 'failed', 'skipped']),
  reason: z.string().describe('Why, in words.'),
  attempt_count: z.int().min(0),
  next_attempt_at: moment.nullable(),
});

const attempt = z.object({
  at: moment,
  category: z.string().describe('`delivered`, or what went wrong, as a word for programs.'),
  hint: z.string().describe('What happened, in words.'),
  status: z.int().nullable().describe('The HTTP status, where there was an answer.'),
  duration_ms: z.number().min(0),
  response_excerpt: z.string(),
  next_attempt_at: moment.nullable(),
});

const delivery = z.object({
  ...deliverySummary.shape,
  event_id: z.string(),
  endpoint_id: z.string(),
  subject: z.string().describe("What the event is about: a task's id."),
  attempts: z.array(attempt).describe('Oldest first.'),
  createdAt: moment,
  updatedAt: moment,
});

const event = z.object({
  _id: z.string().describe('The `webhook-id` that receivers are sent.'),
  kind: z.string().nullable().describe('The kind of the task.'),
  subject: z.string().describe("What it happened to: a task's id."),
  type: z.string(),
  timestamp: moment,
  data: z.record(z.string(), z.unknown()).describe('As it was sent.'),
  shortened: z
    .literal(true)
    .optional()
    .describe('Texts were cut, so that receivers get no more than 20 KB.'),
});

const publicKeys = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
});

/** The schemas of webhooks that operations refer to by name. */
export const webhookSchemas: Readonly<Record<string, JsonSchema>> = {
  Endpoint: outputSchema(endpoint),
  RegisteredEndpoint: outputSchema(registered),
  ChangedEndpoint: outputSchema(changed),
  DeliverySummary: outputSchema(deliverySummary),
  Delivery: outputSchema(delivery),
  Event: outputSchema(event),
  PublicKeys: outputSchema(publicKeys),
};
