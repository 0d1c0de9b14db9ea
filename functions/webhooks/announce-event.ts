import type { Clock } from '../clock.ts';
import type { Cipher } from './cipher.ts';
import { type DeliveryTarget, newDelivery } from './delivery.ts';
import { type Endpoint, taskUrlId, wants } from './endpoint.ts';
import { type EventFacts, newEvent, type WebhookEvent } from './event.ts';
import { goesToTaskUrl } from './event-types.ts';
import type { DeliveryStarter } from './ports.ts';
import { startDelivery } from './start-delivery.ts';
import { tokenContext } from './token.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface AnnounceDependencies {
  readonly store: Pick<
    WebhookStore,
    'addEvent' | 'event' | 'endpoints' | 'addDelivery' | 'delivery'
  >;
  readonly deliveries: DeliveryStarter;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

export interface Announcement extends EventFacts {
  /** Where the caller wants this one task's outcome sent, besides the registered endpoints. */
  readonly webhook?: { readonly url: string; readonly token?: string };
  /** A registered endpoint that is not told. */
  readonly exceptEndpointId?: string;
}

/**
 * Makes an event known: stores its bytes, then a delivery for each receiver, then starts them. Announcing the same
 * thing again (same owner, subject and type) sends nothing twice, and goes on where a crash cut the first time short.
 * @throws EventTooLargeError
 */
export async function announceEvent(
  dependencies: AnnounceDependencies,
  { webhook, exceptEndpointId, ...facts }: Announcement,
): Promise<WebhookEvent> {
  const event = await storeOnce(dependencies, newEvent(facts, dependencies.clock.now()));
  const endpoints = await dependencies.store.endpoints(event.owner);
  const targets = endpoints
    .filter((endpoint) => endpoint.id !== exceptEndpointId && wants(endpoint, event))
    .map(endpointTarget);
  if (webhook && goesToTaskUrl(event.type)) await addTaskUrl(dependencies, event, targets, webhook);
  await deliverToAll(dependencies, event, targets);
  return event;
}

async function storeOnce(
  { store }: AnnounceDependencies,
  event: WebhookEvent,
): Promise<WebhookEvent> {
  if (await store.addEvent(event)) return event;
  return (await store.event(event.id)) ?? event;
}

function endpointTarget({ id, url, enabled, disabledReason }: Endpoint): DeliveryTarget {
  return enabled
    ? { endpointId: id, url }
    : { endpointId: id, url, skipReason: `The endpoint is disabled. ${disabledReason}` };
}

/** A URL that is registered as well gets the event once, signed as registered, with the task's token. */
async function addTaskUrl(
  { cipher }: AnnounceDependencies,
  { owner }: WebhookEvent,
  targets: DeliveryTarget[],
  { url, token }: NonNullable<Announcement['webhook']>,
): Promise<void> {
  const sealedToken = token && (await cipher.seal(token, tokenContext(owner)));
  const index = targets.findIndex((target) => target.url === url && !target.skipReason);
  const target = {
    ...(targets[index] ?? { endpointId: taskUrlId(owner, url), url }),
    ...(sealedToken ? { sealedToken } : {}),
  };
  if (index >= 0) targets[index] = target;
  else targets.push(target);
}

/** One receiver that can't be started now must not keep the others from theirs. */
async function deliverToAll(
  dependencies: AnnounceDependencies,
  event: WebhookEvent,
  targets: readonly DeliveryTarget[],
): Promise<void> {
  const results = await Promise.allSettled(
    targets.map((target) => deliverTo(dependencies, event, target)),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function deliverTo(
  { store, deliveries, clock }: AnnounceDependencies,
  event: WebhookEvent,
  target: DeliveryTarget,
): Promise<void> {
  const planned = newDelivery(event, target, clock.now());
  const added = await store.addDelivery(planned);
  const delivery = added ? planned : await store.delivery(event.id, target.endpointId);
  if (delivery) await startDelivery(deliveries, delivery);
}
