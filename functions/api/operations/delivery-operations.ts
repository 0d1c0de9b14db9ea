import * as z from 'zod';
import { wholeNumber } from '../../catalog/fields.ts';
import { DELIVERY_STATUSES } from '../../webhooks/delivery.ts';
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
import { type ApiOperation, operation } from '../operation.ts';
import { deliveries, delivery, event, next } from './webhook-answers.ts';
import { exampleDelivery, exampleEvent } from './webhook-examples.ts';

export type DeliveryOperations = RetryDeliveryDependencies & { readonly store: WebhookStore };

const deliveryParams = { id: "The delivery's id, `evt_…-ep_…`." };

/** How many rows a page has. An event has up to 20 KB, and an answer of the function at most 6 MB. */
const limit = wholeNumber(1, 100).default(20);
const eventsPage = z.object({ after: listMark.optional(), limit });
const deliveriesPage = z.object({
  before: listMark.optional(),
  limit,
  status: z.enum(DELIVERY_STATUSES, `must be one of ${DELIVERY_STATUSES.join(', ')}`).optional(),
});
const ofTask = z.object({ task: z.string('must be the id of a task').max(80) });

/** The log: what happened, where it was sent and how that went. */
export const deliveryOperations: readonly ApiOperation<DeliveryOperations>[] = [
  operation({
    method: 'GET',
    path: '/api/v1/events',
    query: eventsPage,
    answer: z.object({ rows: z.array(event), next }),
    describe: {
      tag: 'Events and deliveries',
      title: 'List events',
      description: 'Oldest first, for 30 days: to catch up, or to do without webhooks.',
      example: { rows: [exampleEvent], next: `${exampleEvent.timestamp}~${exampleEvent._id}` },
    },
    async handle(context: DeliveryOperations, { owner, query }) {
      const page = await listEvents(context, owner, query);
      return { rows: page.events.map(toEventView), next: page.next ?? null };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/events/:id/deliveries',
    answer: deliveries,
    describe: {
      tag: 'Events and deliveries',
      title: 'List the deliveries of an event',
      description: 'One for each endpoint that the event goes to, with every attempt.',
      params: { id: "The event's id, `evt_…`." },
      example: { rows: [exampleDelivery] },
      errors: [404],
    },
    async handle(context: DeliveryOperations, { owner, params }) {
      const found = await deliveriesOfEvent(context, owner, params['id'] ?? '');
      return { rows: found.map(toDeliveryView) };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/webhooks/endpoints/:id/deliveries',
    query: deliveriesPage,
    answer: deliveries.extend({ next }),
    describe: {
      tag: 'Events and deliveries',
      title: 'List the deliveries to an endpoint',
      description:
        'Newest first, for 30 days. With `status` a page may have fewer rows than `limit`, though there are more: up to 500 deliveries are looked through for each; go on from `next` until it is null.',
      params: { id: "The endpoint's id, `ep_…`." },
      example: { rows: [exampleDelivery], next: null },
      errors: [404],
    },
    async handle(context: DeliveryOperations, { owner, params, query }) {
      const reference = { owner, endpointId: params['id'] ?? '' };
      const page = await deliveriesOfEndpoint(context, reference, query);
      return { rows: page.deliveries.map(toDeliveryView), next: page.next ?? null };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/deliveries',
    query: ofTask,
    answer: deliveries,
    describe: {
      tag: 'Events and deliveries',
      title: 'List the deliveries of a task',
      description: 'What was sent of its outcome, and where, with every attempt.',
      example: { rows: [exampleDelivery] },
    },
    async handle(context: DeliveryOperations, { owner, query: { task } }) {
      const found = await deliveriesOfSubject(context, owner, task);
      return { rows: found.map(toDeliveryView) };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/deliveries/:id',
    answer: delivery,
    describe: {
      tag: 'Events and deliveries',
      title: 'Get a delivery',
      description: 'What was sent where, with every attempt and its answer.',
      params: deliveryParams,
      example: exampleDelivery,
      errors: [404],
    },
    handle: async (context: DeliveryOperations, { owner, params }) =>
      toDeliveryView(await getDelivery(context, owner, params['id'] ?? '')),
  }),
  operation({
    method: 'POST',
    path: '/api/v1/deliveries/:id/retry',
    answer: delivery,
    describe: {
      tag: 'Events and deliveries',
      title: 'Retry a delivery',
      description:
        'Sends it now, whether it has ended or waits for its next attempt; from there the schedule begins anew.',
      params: deliveryParams,
      example: exampleDelivery,
      errors: [404, 409],
    },
    handle: async (context: DeliveryOperations, { owner, params }) =>
      toDeliveryView(await retryDelivery(context, owner, params['id'] ?? '')),
  }),
];
