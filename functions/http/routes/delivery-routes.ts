import * as z from 'zod';
import { wholeNumber } from '../../catalog/fields.ts';
import { parseFields } from '../../catalog/parse-fields.ts';
import { listEvents, listMark } from '../../webhooks/list-events.ts';
import {
  deliveriesOfEndpoint,
  deliveriesOfEvent,
  deliveriesOfSubject,
  getDelivery,
} from '../../webhooks/read-deliveries.ts';
import { type RetryDelivery, retryDelivery } from '../../webhooks/retry-delivery.ts';
import { deliveryView, eventView } from '../../webhooks/views.ts';
import type { WebhookStore } from '../../webhooks/webhook-store.ts';
import type { Route } from '../route.ts';

export type DeliveryRoutes = RetryDelivery & { readonly store: WebhookStore };

/** How many rows a page has. An event has up to 20 KB, and an answer of the function at most 6 MB. */
const limit = wholeNumber(1, 100).default(20);
const eventsPage = z.object({ after: listMark.optional(), limit });
const deliveriesPage = z.object({ before: listMark.optional(), limit });
const ofTask = z.object({ task: z.string('must be the id of a task').max(80) });

/** The log: what happened, where it was sent and how that went. */
export function deliveryRoutes(context: DeliveryRoutes): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/events',
      async handle({ owner, query }) {
        const { events, next } = await listEvents(context, owner, parseFields(eventsPage, query));
        return { rows: events.map(eventView), next: next ?? null };
      },
    },
    {
      method: 'GET',
      path: '/api/v1/events/:id/deliveries',
      async handle({ owner, params }) {
        const deliveries = await deliveriesOfEvent(context, owner, params['id'] ?? '');
        return { rows: deliveries.map(deliveryView) };
      },
    },
    {
      method: 'GET',
      path: '/api/v1/webhooks/endpoints/:id/deliveries',
      async handle({ owner, params, query }) {
        const { deliveries, next } = await deliveriesOfEndpoint(
          context,
          { owner, endpointId: params['id'] ?? '' },
          parseFields(deliveriesPage, query),
        );
        return { rows: deliveries.map(deliveryView), next: next ?? null };
      },
    },
    {
      method: 'GET',
      path: '/api/v1/deliveries',
      async handle({ owner, query }) {
        const { task } = parseFields(ofTask, query);
        const deliveries = await deliveriesOfSubject(context, owner, task);
        return { rows: deliveries.map(deliveryView) };
      },
    },
    {
      method: 'GET',
      path: '/api/v1/deliveries/:id',
      handle: async ({ owner, params }) =>
        deliveryView(await getDelivery(context, owner, params['id'] ?? '')),
    },
    {
      method: 'POST',
      path: '/api/v1/deliveries/:id/retry',
      handle: async ({ owner, params }) =>
        deliveryView(await retryDelivery(context, owner, params['id'] ?? '')),
    },
  ];
}
