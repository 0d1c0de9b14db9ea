import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type Delivery, type DeliveryReference, newDelivery } from './delivery.ts';
import { type EventFacts, newEvent } from './event.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface SendTestEventDependencies {
  readonly store: Pick<WebhookStore, 'endpoint' | 'addEvent' | 'addDelivery' | 'delivery'>;
  readonly clock: Clock;
  /** Runs `attemptDelivery` and waits for it. */
  readonly attempt: (reference: DeliveryReference) => Promise<unknown>;
}

/** What is sent: `test` marks the sample of an event about something that never happened. */
export type TestEvent = Pick<EventFacts, 'type' | 'kind' | 'data' | 'test'>;

/**
 * Sends an event to one endpoint, enabled or not and whatever its filters, and waits for the answer. Answers the
 * delivery with its one attempt, which says in words what went wrong. It is never repeated and means nothing for the
 * endpoint's health.
 * @throws WebhookNotFoundError
 */
export async function sendTestEvent(
  dependencies: SendTestEventDependencies,
  reference: EndpointReference,
  facts: TestEvent,
): Promise<Delivery> {
  const { store, clock, attempt } = dependencies;
  const { id: endpointId, owner, url } = await getEndpoint(dependencies, reference);
  const subject = `${endpointId}/${randomUUID()}`;
  const event = newEvent({ ...facts, owner, subject }, clock.now());
  const planned = newDelivery(event, { endpointId, url, ping: true }, clock.now());
  await store.addEvent(event);
  await store.addDelivery(planned);
  await attempt({ eventId: event.id, endpointId });
  return (await store.delivery(event.id, endpointId)) ?? planned;
}
