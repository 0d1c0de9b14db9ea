import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import type { InFlight, WaitingDelivery } from './in-flight.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * The records of events, endpoints, deliveries and keys. Every write is one conditional item: `add…` answers false
 * when the record is already there, `replace…` when it is no longer at the version before the one given; both then
 * leave it as it is. Reads of single records and of an owner's endpoints see the last completed write; the other
 * lists may lag by a moment.
 */
export interface WebhookStore {
  addEvent(event: WebhookEvent): Promise<boolean>;
  event(eventId: string): Promise<WebhookEvent | undefined>;
  /** An owner's events with `after` < `<createdAt>~<id>` < `before`, oldest first. */
  events(
    owner: string,
    range: { after: string; before: string; limit: number },
  ): Promise<WebhookEvent[]>;

  addEndpoint(endpoint: Endpoint): Promise<boolean>;
  replaceEndpoint(endpoint: Endpoint): Promise<boolean>;
  endpoint(owner: string, endpointId: string): Promise<Endpoint | undefined>;
  /** All endpoints of an owner, in the order of their ids. */
  endpoints(owner: string): Promise<Endpoint[]>;
  removeEndpoint(owner: string, endpointId: string): Promise<void>;

  addDelivery(delivery: Delivery): Promise<boolean>;
  replaceDelivery(delivery: Delivery): Promise<boolean>;
  delivery(eventId: string, endpointId: string): Promise<Delivery | undefined>;
  /** All deliveries of an event, in the order of their endpoints' ids. */
  deliveriesOfEvent(eventId: string): Promise<Delivery[]>;
  /** An endpoint's deliveries with `after` < `<createdAt>~<event id>` < `before`. */
  deliveriesOfEndpoint(
    endpointId: string,
    range: { after: string; before: string; limit: number; newestFirst: boolean },
  ): Promise<Delivery[]>;
  /** Pending deliveries of all owners whose next attempt was due before this time; any order. */
  overdueDeliveries(before: string, limit: number): Promise<Delivery[]>;

  inFlight(endpointId: string): Promise<InFlight | undefined>;
  /** Adds it at version 1. */
  replaceInFlight(inFlight: InFlight): Promise<boolean>;
  /** Adds it, or changes nothing. */
  addWaiting(waiting: WaitingDelivery): Promise<void>;
  removeWaiting(waiting: WaitingDelivery): Promise<void>;
  /** The first deliveries that wait for an endpoint, oldest first, as of the last completed write. */
  waiting(endpointId: string, limit: number): Promise<WaitingDelivery[]>;

  addKeyRing(ring: KeyRing): Promise<boolean>;
  replaceKeyRing(ring: KeyRing): Promise<boolean>;
  keyRing(name: string): Promise<KeyRing | undefined>;
  removeKeyRing(name: string): Promise<void>;
}
