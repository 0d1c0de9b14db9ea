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

/** How many deliveries one call looks through for those of a status: it may come back with fewer, and a `next`. */
const MOST_SCANNED = 500;
const SCANNED_AT_ONCE = 100;

/** Sorts after every time. */
const END_OF_TIME = '9';

/**
 * What was sent to an endpoint, newest first; fewer than asked for where an answer can't hold more.
 * @param page.before where to go on; optional; defaults to the newest.
 * @param page.status optional; only deliveries of this status, of which a page may have fewer, or none, though there
 *   are more: it comes with a `next` then
 * @throws WebhookNotFoundError
 */
export async function deliveriesOfEndpoint(
  log: Log<'endpoint' | 'deliveriesOfEndpoint'>,
  reference: EndpointReference,
  { before = END_OF_TIME, limit, status }: DeliveryPageRequest,
): Promise<DeliveryPage> {
  const { id } = await getEndpoint(log, reference);
  const oldest = new Date(log.clock.now() - RETENTION_SECONDS * 1000).toISOString();
  const scan = (mark: string, count: number) =>
    log.store.deliveriesOfEndpoint(id, {
      after: oldest,
      before: mark,
      limit: count,
      newestFirst: true,
    });
  const found = status
    ? await scanForStatus(scan, status, before, limit)
    : withNext(await scan(before, limit), limit);
  const deliveries = fitPage(found.deliveries);
  return deliveries.length < found.deliveries.length
    ? withNext(deliveries, deliveries.length)
    : found;
}

export interface DeliveryPageRequest {
  readonly before?: string | undefined;
  readonly limit: number;
  readonly status?: Delivery['status'] | undefined;
}

/** The newest deliveries before a mark. */
type Scan = (before: string, limit: number) => Promise<Delivery[]>;

async function scanForStatus(
  scan: Scan,
  status: Delivery['status'],
  before: string,
  limit: number,
): Promise<DeliveryPage> {
  const deliveries: Delivery[] = [];
  let mark = before;
  for (let scanned = 0; scanned < MOST_SCANNED; scanned += SCANNED_AT_ONCE) {
    const page = await scan(mark, SCANNED_AT_ONCE);
    for (const delivery of page) {
      mark = createMark(delivery);
      if (delivery.status === status) deliveries.push(delivery);
      if (deliveries.length === limit) return { deliveries, next: mark };
    }
    if (page.length < SCANNED_AT_ONCE) return { deliveries };
  }
  return { deliveries, next: mark };
}

function withNext(deliveries: Delivery[], limit: number): DeliveryPage {
  const last = deliveries.at(-1);
  return last && deliveries.length === limit
    ? { deliveries, next: createMark(last) }
    : { deliveries };
}

function createMark({ createdAt, eventId }: Delivery): string {
  return `${createdAt}~${eventId}`;
}
