import * as z from 'zod';
import { kinds } from '../../catalog/catalog.ts';
import { withoutNulls } from '../../catalog/fields.ts';
import { parseFields } from '../../catalog/parse-fields.ts';
import { type ChangeEndpoint, changeEndpoint } from '../../webhooks/change-endpoint.ts';
import { type CreateEndpoint, createEndpoint } from '../../webhooks/create-endpoint.ts';
import { type DeleteEndpoint, deleteEndpoint } from '../../webhooks/delete-endpoint.ts';
import {
  endpointChangeFields,
  newEndpointFields,
  rotationFields,
} from '../../webhooks/endpoint-fields.ts';
import { rotateEndpointSecret, showEndpointSecret } from '../../webhooks/endpoint-secret.ts';
import { type EndpointReference, getEndpoint, listEndpoints } from '../../webhooks/get-endpoint.ts';
import { listMark } from '../../webhooks/list-events.ts';
import { type PingEndpoint, pingEndpoint } from '../../webhooks/ping-endpoint.ts';
import { type RecoverDeliveries, recoverDeliveries } from '../../webhooks/recover-deliveries.ts';
import { deliveryView, endpointView } from '../../webhooks/views.ts';
import type { ApiCall, Route } from '../route.ts';

export type EndpointRoutes = CreateEndpoint &
  ChangeEndpoint &
  DeleteEndpoint &
  PingEndpoint &
  RecoverDeliveries;

const base = '/api/v1/webhooks/endpoints';
const newEndpoint = newEndpointFields(Object.keys(kinds));
const endpointChange = endpointChangeFields(Object.keys(kinds));
const recovery = z.object({ since: listMark });

/** The URLs that an owner registers: what they get, their secrets, and how to mend one. */
export function endpointRoutes(context: EndpointRoutes): Route[] {
  return [...recordRoutes(context), ...secretRoutes(context), ...repairRoutes(context)];
}

function recordRoutes(context: EndpointRoutes): Route[] {
  return [
    {
      method: 'POST',
      path: base,
      async handle({ owner, body }) {
        const fields = parseFields(newEndpoint, withoutNulls(body));
        const { endpoint, secret } = await createEndpoint(context, owner, fields);
        return { ...endpointView(endpoint), secret };
      },
    },
    {
      method: 'GET',
      path: base,
      async handle({ owner }) {
        const rows = (await listEndpoints(context, owner)).map(endpointView);
        return { rows, count: rows.length };
      },
    },
    {
      method: 'GET',
      path: `${base}/:id`,
      handle: async (call) => endpointView(await getEndpoint(context, reference(call))),
    },
    {
      method: 'PATCH',
      path: `${base}/:id`,
      async handle(call) {
        const fields = parseFields(endpointChange, withoutNulls(call.body));
        const { endpoint, recoverSince } = await changeEndpoint(context, reference(call), fields);
        return { ...endpointView(endpoint), recover_since: recoverSince ?? null };
      },
    },
    {
      method: 'DELETE',
      path: `${base}/:id`,
      async handle(call) {
        await deleteEndpoint(context, reference(call));
        return { _id: reference(call).endpointId };
      },
    },
  ];
}

function secretRoutes(context: EndpointRoutes): Route[] {
  return [
    {
      method: 'GET',
      path: `${base}/:id/secret`,
      async handle(call) {
        return { secret: await showEndpointSecret(context, reference(call)) };
      },
    },
    {
      method: 'POST',
      path: `${base}/:id/secret/rotate`,
      async handle(call) {
        const { changeover } = parseFields(rotationFields, call.body);
        return { secret: await rotateEndpointSecret(context, reference(call), changeover) };
      },
    },
  ];
}

function repairRoutes(context: EndpointRoutes): Route[] {
  return [
    {
      method: 'POST',
      path: `${base}/:id/ping`,
      handle: async (call) => deliveryView(await pingEndpoint(context, reference(call))),
    },
    {
      method: 'POST',
      path: `${base}/:id/recover`,
      async handle(call) {
        const { since } = parseFields(recovery, call.body);
        const { recovered, next } = await recoverDeliveries(context, reference(call), since);
        return { recovered, next: next ?? null };
      },
    },
  ];
}

function reference({ owner, params }: ApiCall): EndpointReference {
  return { owner, endpointId: params['id'] ?? '' };
}
