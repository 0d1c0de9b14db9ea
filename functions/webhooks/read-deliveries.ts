import type { Clock } from '../clock.ts';
import { type Delivery, parseDeliveryId } from './delivery.ts';
import { WebhookNotFoundError } from './errors.ts';
import { eventId, isKept, RETENTION_SECONDS } from './event.ts';
import { EVENT_TYPES } from './event-types.ts';
import { fitPage } from './fit-page.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import type { WebhookStore } from './webhook-store.ts';

/** The log, of which what is over 30 days old is no longer shown. */
interface Log<Read extends keyof WebhookStore> {
  readonly store: Pick<WebhookStore, Read>;
  readonly clock: Clock;
}

/**
 * One delivery by its id in the API.
 * @throws WebhookNotFoundError
 */
export async function getDelivery(
  { store, clock }: Log<'delivery'>,
  owner: string,
  id: string,
): Promise<Delivery> {
  const reference = parseDeliveryId(id);
  const delivery = reference && (await store.delivery(reference.eventId, reference.endpointId));
  if (delivery?.owner === owner && isKept(delivery, clock.now())) return delivery;
  throw new WebhookNotFoundError('delivery');
}

/**
 * Where an event was sent.
 * @throws WebhookNotFoundError
 */
export async function deliveriesOfEvent(
  { store, clock }: Log<'event' | 'deliveriesOfEvent'>,
  owner: string,
  id: string,
): Promise<Delivery[]> {
  const event = await store.event(id);
  if (event?.owner !== owner || !isKept(event, clock.now()))
    throw new WebhookNotFoundError('event');
  return store.deliveriesOfEvent(id);
}

/** Where the events about a subject (a task's id) were sent; empty when there were none. */
export async function deliveriesOfSubject(
  { store, clock }: Log<'deliveriesOfEvent'>,
  owner: string,
  subject: string,
): Promise<Delivery[]> {
  const perType = await Promise.all(
    EVENT_TYPES.map((type) => store.deliveriesOfEvent(eventId({ owner, subject, type }))),
  );
  return perType.flat().filter((delivery) => isKept(delivery, clock.now()));
}

/** A page of a log: `next`, given as the mark of the next call, goes on where this page ends. */
export interface DeliveryPage {
  readonly deliveries: Delivery[];
  readonly next?: string;
}

/** Sorts after every time. */
const END_OF_TIME = '9';

/**
 * What was sent to an endpoint, newest first; fewer than asked for where an answer can't hold more.
 * @param page.before where to go on; optional; defaults to the newest.
 * @throws WebhookNotFoundError
 */
export async function deliveriesOfEndpoint(
  { store, clock }: Log<'endpoint' | 'deliveriesOfEndpoint'>,
  reference: EndpointReference,
  { before = END_OF_TIME, limit }: { before?: string | undefined; limit: number },
): Promise<DeliveryPage> {
  const { id } = await getEndpoint({ store }, reference);
  const oldest = new Date(clock.now() - RETENTION_SECONDS * 1000).toISOString();
  const range = { after: oldest, before, limit, newestFirst: true };
  const found = await store.deliveriesOfEndpoint(id, range);
  const deliveries = fitPage(found);
  const last = deliveries.at(-1);
  return last && (deliveries.length === limit || deliveries.length < found.length)
    ? { deliveries, next: `${last.createdAt}~${last.eventId}` }
    : { deliveries };
}
