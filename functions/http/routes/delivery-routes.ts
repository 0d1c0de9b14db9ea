import * as z from 'zod';
import { wholeNumber } from '../../catalog/fields.ts';
import { listEvents, listMark } from '../../webhooks/list-events.ts';
import {
  deliveriesOfEndpoint,
  deliveriesOfEvent,
  deliveriesOfSubject,
  getDelivery,
} from '../../webhooks/read-deliveries.ts';
import { type RetryDeliveryDependencies, retryDelivery } from '../../webhooks/retry-delivery.ts';
import { toDeliveryView, toEventView } from '../../webhooks/views.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import { type Route, route } from '../route.ts';

export type DeliveryRoutes = RetryDeliveryDependencies & { readonly store: WebhookStore };

/** How many rows a page has. An event has up to 20 KB, and an answer of the function at most 6 MB. */
const limit = wholeNumber(1, 100).default(20);
const eventsPage = z.object({ after: listMark.optional(), limit });
const deliveriesPage = z.object({ before: listMark.optional(), limit });
const ofTask = z.object({ task: z.string('must be the id of a task').max(80) });

/** The log: what happened, where it was sent and how that went. */
export const deliveryRoutes: readonly Route<DeliveryRoutes>[] = [
  route({
    method: 'GET',
    path: '/api/v1/events',
    query: eventsPage,
    async handle(context: DeliveryRoutes, { owner, query }) {
      const { events, next } = await listEvents(context, owner, query);
      return { rows: events.map(toEventView), next: next ?? null };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/events/:id/deliveries',
    async handle(context: DeliveryRoutes, { owner, params }) {
      const deliveries = await deliveriesOfEvent(context, owner, params['id'] ?? '');
      return { rows: deliveries.map(toDeliveryView) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/webhooks/endpoints/:id/deliveries',
    query: deliveriesPage,
    async handle(context: DeliveryRoutes, { owner, params, query }) {
      const reference = { owner, endpointId: params['id'] ?? '' };
      const { deliveries, next } = await deliveriesOfEndpoint(context, reference, query);
      return { rows: deliveries.map(toDeliveryView), next: next ?? null };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/deliveries',
    query: ofTask,
    async handle(context: DeliveryRoutes, { owner, query: { task } }) {
      const deliveries = await deliveriesOfSubject(context, owner, task);
      return { rows: deliveries.map(toDeliveryView) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/deliveries/:id',
    handle: async (context: DeliveryRoutes, { owner, params }) =>
      toDeliveryView(await getDelivery(context, owner, params['id'] ?? '')),
  }),
  route({
    method: 'POST',
    path: '/api/v1/deliveries/:id/retry',
    handle: async (context: DeliveryRoutes, { owner, params }) =>
      toDeliveryView(await retryDelivery(context, owner, params['id'] ?? '')),
  }),
];
