import * as z from 'zod';
import { kinds } from '../../catalog/catalog.ts';
import { withoutNulls } from '../../catalog/fields.ts';
import { type ChangeEndpointDependencies, changeEndpoint } from '../../webhooks/change-endpoint.ts';
import { type CreateEndpointDependencies, createEndpoint } from '../../webhooks/create-endpoint.ts';
import { type DeleteEndpointDependencies, deleteEndpoint } from '../../webhooks/delete-endpoint.ts';
import {
  endpointChangeFields,
  newEndpointFields,
  rotationFields,
} from '../../webhooks/endpoint-fields.ts';
import { getEndpointSecret, rotateEndpointSecret } from '../../webhooks/endpoint-secret.ts';
import { type EndpointReference, getEndpoint, listEndpoints } from '../../webhooks/get-endpoint.ts';
import { listMark } from '../../webhooks/list-events.ts';
import {
  type RecoverDeliveriesDependencies,
  recoverDeliveries,
} from '../../webhooks/recover-deliveries.ts';
import { toEndpointView, toRotationView } from '../../webhooks/views.ts';
import { type ApiCall, type ApiOperation, operation } from '../operation.ts';
import { createPage, removed } from './answers.ts';
import {
  endpoint,
  endpointChangeAnswer,
  next,
  registeredEndpoint,
  rotatedSecret,
  secretOnly,
} from './webhook-answers.ts';
import { exampleEndpoint, exampleRotation, exampleSecret } from './webhook-examples.ts';

export type EndpointOperations = CreateEndpointDependencies &
  ChangeEndpointDependencies &
  DeleteEndpointDependencies &
  RecoverDeliveriesDependencies;

const base = '/api/v1/webhooks/endpoints';
const endpointParams = { id: "The endpoint's id, `ep_…`." };
const newEndpoint = z.preprocess(withoutNulls, newEndpointFields(Object.keys(kinds)));
/** `null` takes a limit or a filter away; any other field that is null stays as it is. */
const endpointChange = z.preprocess(withoutOtherNulls, endpointChangeFields(Object.keys(kinds)));
const recovery = z.object({ since: listMark });

const recordOperations: readonly ApiOperation<EndpointOperations>[] = [
  operation({
    method: 'POST',
    path: base,
    isSlow: true,
    body: newEndpoint,
    answer: registeredEndpoint,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Create a webhook endpoint',
      description: 'Up to 20 an account. The secret signs everything that is sent to the endpoint.',
      bodyExample: { url: 'https://example.com/hook', events: ['task.*'] },
      example: { ...exampleEndpoint, secret: exampleSecret },
      errors: [409],
      agent: 'add_endpoint',
    },
    async handle(context: EndpointOperations, { owner, body }) {
      const created = await createEndpoint(context, owner, body);
      return { ...toEndpointView(created.endpoint), secret: created.secret };
    },
  }),
  operation({
    method: 'GET',
    path: base,
    answer: createPage(endpoint),
    describe: {
      tag: 'Webhook endpoints',
      title: 'List webhook endpoints',
      description: 'All that the account has registered, without their secrets.',
      example: { rows: [exampleEndpoint], count: 1 },
      agent: 'list_endpoints',
    },
    async handle(context: EndpointOperations, { owner }) {
      const rows = (await listEndpoints(context, owner)).map(toEndpointView);
      return { rows, count: rows.length };
    },
  }),
  operation({
    method: 'GET',
    path: `${base}/:id`,
    answer: endpoint,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Get a webhook endpoint',
      description: 'Its address and its filters, without its secret.',
      params: endpointParams,
      example: exampleEndpoint,
      errors: [404],
    },
    handle: async (context: EndpointOperations, call) =>
      toEndpointView(await getEndpoint(context, reference(call))),
  }),
  operation({
    method: 'PATCH',
    path: `${base}/:id`,
    isSlow: true,
    body: endpointChange,
    answer: endpointChangeAnswer,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Update a webhook endpoint',
      description: 'Any of the fields; the others stay. `enabled: true` also resets its failures.',
      params: endpointParams,
      bodyExample: { enabled: true },
      example: { ...exampleEndpoint, recover_since: null },
      errors: [404, 409],
    },
    async handle(context: EndpointOperations, call) {
      const changed = await changeEndpoint(context, reference(call), call.body);
      return { ...toEndpointView(changed.endpoint), recover_since: changed.recoverSince ?? null };
    },
  }),
  operation({
    method: 'DELETE',
    path: `${base}/:id`,
    answer: removed,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Delete a webhook endpoint',
      description: 'Nothing is sent to it any more.',
      params: endpointParams,
      example: { _id: exampleEndpoint._id },
      errors: [404],
    },
    async handle(context: EndpointOperations, call) {
      await deleteEndpoint(context, reference(call));
      return { _id: reference(call).endpointId };
    },
  }),
];

const secretOperations: readonly ApiOperation<EndpointOperations>[] = [
  operation({
    method: 'GET',
    path: `${base}/:id/secret`,
    answer: secretOnly,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Get an endpoint’s secret',
      description: 'The key that its events are signed with now.',
      params: endpointParams,
      example: { secret: exampleSecret },
      errors: [404],
    },
    async handle(context: EndpointOperations, call) {
      return { secret: await getEndpointSecret(context, reference(call)) };
    },
  }),
  operation({
    method: 'POST',
    path: `${base}/:id/secret/rotate`,
    body: rotationFields,
    answer: rotatedSecret,
    describe: {
      tag: 'Webhook endpoints',
      title: 'Rotate an endpoint’s secret',
      description:
        'Makes a new key; `changeover` says how long events are signed with the old one too.',
      params: endpointParams,
      bodyExample: { changeover: 'after-24-hours' },
      example: exampleRotation,
      errors: [404],
    },
    async handle(context: EndpointOperations, call) {
      const { changeover } = call.body;
      return toRotationView(await rotateEndpointSecret(context, reference(call), changeover));
    },
  }),
];

const repairOperations: readonly ApiOperation<EndpointOperations>[] = [
  operation({
    method: 'POST',
    path: `${base}/:id/recover`,
    body: recovery,
    answer: z.object({ recovered: z.int().min(0), next }),
    describe: {
      tag: 'Webhook endpoints',
      title: 'Recover missed deliveries',
      description:
        'Sends now what failed, was skipped or waits for its next attempt since a time, up to 100 deliveries a call.',
      params: endpointParams,
      bodyExample: { since: '2026-11-23T09:00:00.000Z' },
      example: { recovered: 3, next: null },
      errors: [404],
    },
    async handle(context: EndpointOperations, call) {
      const { since } = call.body;
      const done = await recoverDeliveries(context, reference(call), since);
      return { recovered: done.recovered, next: done.next ?? null };
    },
  }),
];

/** The URLs that an owner registers: what they get, their secrets, and how to mend one. */
export const endpointOperations: readonly ApiOperation<EndpointOperations>[] = [
  ...recordOperations,
  ...secretOperations,
  ...repairOperations,
];

function withoutOtherNulls(body: unknown): unknown {
  const given = withoutNulls(body);
  if (typeof body !== 'object' || body === null || given === body) return given;
  const removed = ['max_in_flight', 'filter'].filter((name) => Reflect.get(body, name) === null);
  return { ...Object(given), ...Object.fromEntries(removed.map((name) => [name, null])) };
}

function reference({ owner, params }: ApiCall): EndpointReference {
  return { owner, endpointId: params['id'] ?? '' };
}
