import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type Delivery, type DeliveryReference, newDelivery } from './delivery.ts';
import { newEvent } from './event.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface PingEndpointDependencies {
  readonly store: Pick<WebhookStore, 'endpoint' | 'addEvent' | 'addDelivery' | 'delivery'>;
  readonly clock: Clock;
  /** Runs `attemptDelivery` and waits for it. */
  readonly attempt: (reference: DeliveryReference) => Promise<unknown>;
}

/**
 * Sends a `webhook.ping` to an endpoint, enabled or not, and waits for the answer. Answers the delivery with its one
 * attempt, which says in words what went wrong. A ping is never repeated and means nothing for the endpoint's health.
 * @throws WebhookNotFoundError
 */
export async function pingEndpoint(
  dependencies: PingEndpointDependencies,
  reference: EndpointReference,
): Promise<Delivery> {
  const { store, clock, attempt } = dependencies;
  const { id: endpointId, owner, url } = await getEndpoint(dependencies, reference);
  const facts = {
    owner,
    type: 'webhook.ping',
    subject: `${endpointId}/${randomUUID()}`,
    data: { endpoint_id: endpointId },
  };
  const event = newEvent(facts, clock.now());
  const planned = newDelivery(event, { endpointId, url, ping: true }, clock.now());
  await store.addEvent(event);
  await store.addDelivery(planned);
  await attempt({ eventId: event.id, endpointId });
  return (await store.delivery(event.id, endpointId)) ?? planned;
}
