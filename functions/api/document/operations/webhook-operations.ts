import type { JsonSchema } from '../json-schema.ts';
import type { OperationDescriptions } from '../operation-description.ts';
import { refer } from '../schema-names.ts';
import { exampleDelivery, exampleEndpoint, exampleEvent } from '../webhook-examples.ts';

const base = '/api/v1/webhooks/endpoints';
const id = { id: "The endpoint's id, `ep_…`." };
const deliveryId = { id: "The delivery's id, `evt_…-ep_…`." };
const secret = 'whsec_DEHAHegoWqz6B3vM3N3mOEuWp2Kbn0tG5dXQw8yqzbA=';

const text = { type: 'string' };
const nextMark = {
  type: ['string', 'null'],
  description: 'Where to go on with another call; null where there is nothing to go on from.',
};

function object(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

const secretOnly = object({ secret: { ...text, description: 'As Standard Webhooks writes it.' } });
const deliveries = { type: 'array', items: refer('Delivery') };

export const endpointOperations: OperationDescriptions = {
  [`POST ${base}`]: {
    tag: 'Webhook endpoints',
    summary: 'Register an endpoint',
    description: 'Up to 20 for an account. The secret signs everything that is sent there.',
    data: refer('RegisteredEndpoint'),
    bodyExample: { url: 'https://example.com/hook', events: ['task.*'] },
    example: { ...exampleEndpoint, secret },
  },
  [`GET ${base}`]: {
    tag: 'Webhook endpoints',
    summary: 'List endpoints',
    data: object({
      rows: { type: 'array', items: refer('Endpoint') },
      count: { type: 'integer', minimum: 0 },
    }),
    example: { rows: [exampleEndpoint], count: 1 },
  },
  [`GET ${base}/:id`]: {
    tag: 'Webhook endpoints',
    summary: 'Get an endpoint',
    params: id,
    data: refer('Endpoint'),
    example: exampleEndpoint,
    refusals: [404],
  },
  [`PATCH ${base}/:id`]: {
    tag: 'Webhook endpoints',
    summary: 'Change an endpoint',
    description: 'Any of the fields; the others stay. `enabled: true` also forgets its failures.',
    params: id,
    data: refer('ChangedEndpoint'),
    bodyExample: { enabled: true },
    example: { ...exampleEndpoint, recover_since: null },
    refusals: [404],
  },
  [`DELETE ${base}/:id`]: {
    tag: 'Webhook endpoints',
    summary: 'Remove an endpoint',
    params: id,
    data: object({ _id: text }),
    example: { _id: exampleEndpoint._id },
    refusals: [404],
  },
  [`GET ${base}/:id/secret`]: {
    tag: 'Webhook endpoints',
    summary: 'Show the secret',
    params: id,
    data: secretOnly,
    example: { secret },
    refusals: [404],
  },
  [`POST ${base}/:id/secret/rotate`]: {
    tag: 'Webhook endpoints',
    summary: 'Replace the secret',
    params: id,
    data: secretOnly,
    bodyExample: { changeover: 'after-24-hours' },
    example: { secret },
    refusals: [404],
  },
  [`POST ${base}/:id/ping`]: {
    tag: 'Webhook endpoints',
    summary: 'Ping an endpoint',
    description: 'Sends `webhook.ping`, waits for the answer and says in words how it went.',
    params: id,
    data: refer('Delivery'),
    example: exampleDelivery,
    refusals: [404],
  },
  [`POST ${base}/:id/recover`]: {
    tag: 'Webhook endpoints',
    summary: 'Send again what was missed',
    description: 'What failed or was skipped since a time, up to 100 deliveries a call.',
    params: id,
    data: object({ recovered: { type: 'integer', minimum: 0 }, next: nextMark }),
    bodyExample: { since: '2026-11-23T09:00:00.000Z' },
    example: { recovered: 3, next: null },
    refusals: [404],
  },
};

export const deliveryOperations: OperationDescriptions = {
  'GET /api/v1/events': {
    tag: 'Events and deliveries',
    summary: 'List events',
    description: 'Oldest first, for 30 days: a way to catch up, or to do without webhooks.',
    data: object({ rows: { type: 'array', items: refer('Event') }, next: nextMark }),
    example: { rows: [exampleEvent], next: `${exampleEvent.timestamp}~${exampleEvent._id}` },
  },
  'GET /api/v1/events/:id/deliveries': {
    tag: 'Events and deliveries',
    summary: 'Where an event was sent',
    params: { id: "The event's id, `evt_…`." },
    data: object({ rows: deliveries }),
    example: { rows: [exampleDelivery] },
    refusals: [404],
  },
  [`GET ${base}/:id/deliveries`]: {
    tag: 'Events and deliveries',
    summary: 'What was sent to an endpoint',
    description: 'Newest first, for 30 days.',
    params: id,
    data: object({ rows: deliveries, next: nextMark }),
    example: { rows: [exampleDelivery], next: null },
    refusals: [404],
  },
  'GET /api/v1/deliveries': {
    tag: 'Events and deliveries',
    summary: "Where a task's events were sent",
    data: object({ rows: deliveries }),
    example: { rows: [exampleDelivery] },
  },
  'GET /api/v1/deliveries/:id': {
    tag: 'Events and deliveries',
    summary: 'Get a delivery',
    params: deliveryId,
    data: refer('Delivery'),
    example: exampleDelivery,
    refusals: [404],
  },
  'POST /api/v1/deliveries/:id/retry': {
    tag: 'Events and deliveries',
    summary: 'Send a delivery again',
    params: deliveryId,
    data: refer('Delivery'),
    example: exampleDelivery,
    refusals: [404, 409],
  },
};

export const signingKeyOperations: OperationDescriptions = {
  'GET /api/v1/webhooks/secret': {
    tag: 'Signing keys',
    summary: 'Show the secret behind `webhook_url`',
    data: secretOnly,
    example: { secret },
  },
  'POST /api/v1/webhooks/secret/rotate': {
    tag: 'Signing keys',
    summary: 'Replace the secret behind `webhook_url`',
    data: secretOnly,
    bodyExample: { changeover: 'after-24-hours' },
    example: { secret },
  },
  'GET /.well-known/webhooks/jwks.json': {
    tag: 'Signing keys',
    summary: 'Get the public keys of `v1a` signatures',
    description: 'A JSON Web Key Set (RFC 7517). No token, no envelope.',
    data: refer('PublicKeys'),
    example: {
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
          kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
          alg: 'EdDSA',
          use: 'sig',
        },
      ],
    },
  },
};
