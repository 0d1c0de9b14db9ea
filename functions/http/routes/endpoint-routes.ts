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
import { type PingEndpointDependencies, pingEndpoint } from '../../webhooks/ping-endpoint.ts';
import {
  type RecoverDeliveriesDependencies,
  recoverDeliveries,
} from '../../webhooks/recover-deliveries.ts';
import { toDeliveryView, toEndpointView } from '../../webhooks/views.ts';
import { type ApiCall, type Route, route } from '../route.ts';

export type EndpointRoutes = CreateEndpointDependencies &
  ChangeEndpointDependencies &
  DeleteEndpointDependencies &
  PingEndpointDependencies &
  RecoverDeliveriesDependencies;

const base = '/api/v1/webhooks/endpoints';
const newEndpoint = z.preprocess(withoutNulls, newEndpointFields(Object.keys(kinds)));
const endpointChange = z.preprocess(withoutNulls, endpointChangeFields(Object.keys(kinds)));
const recovery = z.object({ since: listMark });

const recordRoutes: readonly Route<EndpointRoutes>[] = [
  route({
    method: 'POST',
    path: base,
    body: newEndpoint,
    async handle(context: EndpointRoutes, { owner, body }) {
      const { endpoint, secret } = await createEndpoint(context, owner, body);
      return { ...toEndpointView(endpoint), secret };
    },
  }),
  route({
    method: 'GET',
    path: base,
    async handle(context: EndpointRoutes, { owner }) {
      const rows = (await listEndpoints(context, owner)).map(toEndpointView);
      return { rows, count: rows.length };
    },
  }),
  route({
    method: 'GET',
    path: `${base}/:id`,
    handle: async (context: EndpointRoutes, call) =>
      toEndpointView(await getEndpoint(context, reference(call))),
  }),
  route({
    method: 'PATCH',
    path: `${base}/:id`,
    body: endpointChange,
    async handle(context: EndpointRoutes, call) {
      const changed = await changeEndpoint(context, reference(call), call.body);
      return { ...toEndpointView(changed.endpoint), recover_since: changed.recoverSince ?? null };
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/:id`,
    async handle(context: EndpointRoutes, call) {
      await deleteEndpoint(context, reference(call));
      return { _id: reference(call).endpointId };
    },
  }),
];

const secretRoutes: readonly Route<EndpointRoutes>[] = [
  route({
    method: 'GET',
    path: `${base}/:id/secret`,
    async handle(context: EndpointRoutes, call) {
      return { secret: await getEndpointSecret(context, reference(call)) };
    },
  }),
  route({
    method: 'POST',
    path: `${base}/:id/secret/rotate`,
    body: rotationFields,
    async handle(context: EndpointRoutes, call) {
      const { changeover } = call.body;
      return { secret: await rotateEndpointSecret(context, reference(call), changeover) };
    },
  }),
];

const repairRoutes: readonly Route<EndpointRoutes>[] = [
  route({
    method: 'POST',
    path: `${base}/:id/ping`,
    handle: async (context: EndpointRoutes, call) =>
      toDeliveryView(await pingEndpoint(context, reference(call))),
  }),
  route({
    method: 'POST',
    path: `${base}/:id/recover`,
    body: recovery,
    async handle(context: EndpointRoutes, call) {
      const { since } = call.body;
      const { recovered, next } = await recoverDeliveries(context, reference(call), since);
      return { recovered, next: next ?? null };
    },
  }),
];

/** The URLs that an owner registers: what they get, their secrets, and how to mend one. */
export const endpointRoutes: readonly Route<EndpointRoutes>[] = [
  ...recordRoutes,
  ...secretRoutes,
  ...repairRoutes,
];

function reference({ owner, params }: ApiCall): EndpointReference {
  return { owner, endpointId: params['id'] ?? '' };
}
