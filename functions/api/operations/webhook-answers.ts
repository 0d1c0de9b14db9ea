import * as z from 'zod';
import { DELIVERY_STATUSES } from '../../webhooks/delivery.ts';
import { SCHEDULE_NAMES } from '../../webhooks/retry-schedule.ts';
import { moment } from './answers.ts';

const endpointFields = z.object({
  _id: z.string().describe('`ep_` and 24 hexadecimal characters.'),
  url: z.string(),
  events: z.array(z.string()).describe('Types of events, and groups such as `task.*`.'),
  kinds: z.array(z.string()).describe('Kinds of tasks; an empty list means all.'),
  description: z.string(),
  metadata: z.record(z.string(), z.string()).describe('Your own labels.'),
  enabled: z.boolean(),
  schedule: z.enum(SCHEDULE_NAMES).describe('How long attempts go on.'),
  timeout_seconds: z.int().min(1).max(30),
  max_in_flight: z.int().min(1).max(100).nullable().describe('Null without a limit.'),
  payload: z.enum(['full', 'thin']),
  filter: z.record(z.string(), z.unknown()).nullable().describe('An event pattern.'),
  header_names: z.array(z.string()).describe('Your own headers; their values are never shown.'),
  state: z.enum(['active', 'failing', 'disabled']),
  state_reason: z.string().describe('Why it is in this state; empty while it is active.'),
  next_step: z.string().describe('What to do about it; empty while it is active.'),
  failures_in_a_row: z.int().min(0),
  failing_since: moment.nullable(),
  disabled_at: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
});

/** `meta.component`: the name under which the OpenAPI document keeps the schema. */
export const endpoint = endpointFields.meta({ component: 'Endpoint' });

export const registeredEndpoint = z
  .object({
    ...endpointFields.shape,
    secret: z.string().describe('Signs everything that is sent to the endpoint.'),
  })
  .meta({ component: 'RegisteredEndpoint' });

export const endpointChangeAnswer = z
  .object({
    ...endpointFields.shape,
    recover_since: moment
      .nullable()
      .describe('After enabling: since when it missed events; pass it to the recover call.'),
  })
  .meta({ component: 'ChangedEndpoint' });

const summaryFields = z.object({
  _id: z.string(),
  type: z.string().describe('The type of the event.'),
  url: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  reason: z.string().describe('Why it has this status, in words.'),
  attempt_count: z.int().min(0),
  next_attempt_at: moment.nullable(),
});

const deliverySummary = summaryFields.meta({ component: 'DeliverySummary' });

const attempt = z.object({
  at: moment,
  category: z.string().describe('`delivered`, or what went wrong, for programs.'),
  hint: z.string().describe('What happened, in words.'),
  status: z.int().nullable().describe('The HTTP status; null without a response.'),
  duration_ms: z.number().min(0),
  response_excerpt: z.string(),
  next_attempt_at: moment.nullable(),
});

export const delivery = z
  .object({
    ...summaryFields.shape,
    event_id: z.string(),
    endpoint_id: z.string(),
    subject: z.string().describe("What the event is about: a task's id."),
    attempts: z.array(attempt).describe('Oldest first.'),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ component: 'Delivery' });

export const event = z
  .object({
    _id: z.string().describe('The `webhook-id` that receivers get.'),
    kind: z.string().nullable().describe('The kind of the task.'),
    subject: z.string().describe("What the event is about: a task's id."),
    type: z.string(),
    timestamp: moment,
    data: z.record(z.string(), z.unknown()).describe('As it was sent.'),
    shortened: z
      .literal(true)
      .optional()
      .describe('Texts were cut, so that the body stays under 20 KB.'),
    test: z.literal(true).optional().describe('A sample that you asked for: it never happened.'),
  })
  .meta({ component: 'Event' });

export const publicKeySet = z
  .object({
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
  })
  .meta({ component: 'PublicKeys' });

export const secretOnly = z.object({
  secret: z.string().describe('In the form of Standard Webhooks.'),
});

export const next = z
  .string()
  .nullable()
  .describe('Where the next call continues; null if there is nothing to continue from.');

export const deliveries = z.object({ rows: z.array(delivery) });

export const rotatedSecret = secretOnly.extend({
  old_secret_signs_until: moment.describe(
    'Until then the secret that was replaced signs beside the new one, or in its place.',
  ),
});

/** Every schema that operations and events refer to by name. */
export const webhookComponents = [
  endpoint,
  registeredEndpoint,
  endpointChangeAnswer,
  deliverySummary,
  delivery,
  event,
  publicKeySet,
];
