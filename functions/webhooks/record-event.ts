import type { Clock } from '../clock.ts';
import { normalizeAddress } from './address.ts';
import type { Cipher } from './cipher.ts';
import { type Delivery, type DeliveryTarget, newDelivery } from './delivery.ts';
import { type Endpoint, taskUrlId, wants } from './endpoint.ts';
import { type EventFacts, newEvent, type WebhookEvent } from './event.ts';
import { goesToTaskUrl } from './event-types.ts';
import { isOlder } from './require-other-filters.ts';
import { tokenContext } from './token.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface RecordEventDependencies {
  readonly store: Pick<
    WebhookStore,
    'addEvent' | 'event' | 'endpoints' | 'addDelivery' | 'delivery' | 'deliveriesOfEvent'
  >;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

export interface Announcement extends EventFacts {
  /** Where the caller wants this one task's outcome sent, besides the registered endpoints. */
  readonly webhook?: { readonly url: string; readonly token?: string };
  /** A registered endpoint that is not told. */
  readonly exceptEndpointId?: string;
}

/** A receiver of an event. */
export interface Receiver {
  readonly url: string;
  /** Undefined for a URL given with a task. */
  readonly endpoint?: Endpoint;
}

/** An event's delivery to one receiver. */
export interface RecordedDelivery extends Receiver {
  readonly delivery: Delivery;
  /** True if this call added it and claimed its first attempt. */
  readonly isClaimed: boolean;
}

export interface RecordedEvent {
  /** As it was stored first. */
  readonly event: WebhookEvent;
  readonly deliveries: readonly RecordedDelivery[];
}

/** A receiver, and the delivery that it is due. */
interface Target extends DeliveryTarget {
  readonly endpoint?: Endpoint;
}

/**
 * Stores an event's bytes, then a delivery for each receiver. Recording the same thing again (same owner, subject and
 * type) answers what was stored, and adds what a crash left undone.
 * @param claims whether the caller makes the first attempt at this receiver at once
 * @throws EventTooLargeError
 */
export async function recordEvent(
  dependencies: RecordEventDependencies,
  { webhook, exceptEndpointId, ...facts }: Announcement,
  claims: (receiver: Receiver) => boolean = () => false,
): Promise<RecordedEvent> {
  const { event, before } = await storeOnce(
    dependencies,
    newEvent(facts, dependencies.clock.now()),
  );
  const endpoints = await dependencies.store.endpoints(event.owner);
  const wanting = endpoints.filter(
    (endpoint) => endpoint.id !== exceptEndpointId && wants(endpoint, event),
  );
  const targets = onceEachAddress(wanting, before).map(endpointTarget);
  if (webhook && goesToTaskUrl(event.type)) await addTaskUrl(dependencies, event, targets, webhook);
  const deliveries = await recordAll(dependencies, event, targets, claims);
  return { event, deliveries };
}

/** @returns `before`: the deliveries that were recorded with it before */
async function storeOnce(
  { store }: RecordEventDependencies,
  event: WebhookEvent,
): Promise<{ event: WebhookEvent; before: readonly Delivery[] }> {
  if (await store.addEvent(event)) return { event, before: [] };
  const [stored = event, before] = await Promise.all([
    store.event(event.id),
    store.deliveriesOfEvent(event.id),
  ]);
  return { event: stored, before };
}

/**
 * Of several endpoints with one address only one: that which has the event already, else the oldest that is enabled,
 * else the oldest.
 */
function onceEachAddress(endpoints: readonly Endpoint[], before: readonly Delivery[]): Endpoint[] {
  const has = new Set(before.map(({ endpointId }) => endpointId));
  const rank = ({ id, enabled }: Endpoint) => (has.has(id) ? 0 : enabled ? 1 : 2);
  const first = new Map<string, Endpoint>();
  for (const endpoint of endpoints) {
    const address = normalizeAddress(endpoint.url);
    const other = first.get(address);
    const comes =
      !other ||
      rank(endpoint) < rank(other) ||
      (rank(endpoint) === rank(other) && isOlder(endpoint, other));
    if (comes) first.set(address, endpoint);
  }
  return [...first.values()];
}

function endpointTarget(endpoint: Endpoint): Target {
  const { id, url, enabled, disabledReason } = endpoint;
  const target = { endpointId: id, url, endpoint };
  return enabled
    ? target
    : { ...target, skipReason: `The endpoint is disabled. ${disabledReason}` };
}

/** An address that is registered as well gets the event once, whole, signed as registered, with the task's token. */
async function addTaskUrl(
  { cipher }: RecordEventDependencies,
  { owner }: WebhookEvent,
  targets: Target[],
  { url, token }: NonNullable<Announcement['webhook']>,
): Promise<void> {
  const sealedToken = token && (await cipher.seal(token, tokenContext(owner)));
  const address = normalizeAddress(url);
  const index = targets.findIndex(
    (target) => normalizeAddress(target.url) === address && !target.skipReason,
  );
  const target = {
    ...(targets[index] ?? { endpointId: taskUrlId(owner, url), url }),
    isFull: true as const,
    ...(sealedToken ? { sealedToken } : {}),
  };
  if (index >= 0) targets[index] = target;
  else targets.push(target);
}

/** One receiver whose delivery can't be stored now must not keep the others from theirs. */
async function recordAll(
  dependencies: RecordEventDependencies,
  event: WebhookEvent,
  targets: readonly Target[],
  claims: (receiver: Receiver) => boolean,
): Promise<RecordedDelivery[]> {
  const results = await Promise.allSettled(
    targets.map((target) => recordDelivery(dependencies, event, target, claims)),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : []));
}

async function recordDelivery(
  { store, clock }: RecordEventDependencies,
  event: WebhookEvent,
  { endpoint, ...target }: Target,
  claims: (receiver: Receiver) => boolean,
): Promise<RecordedDelivery | undefined> {
  const receiver = { url: target.url, ...(endpoint ? { endpoint } : {}) };
  const isClaimed = target.skipReason === undefined && claims(receiver);
  const planned = newDelivery(event, { ...target, isClaimed }, clock.now());
  if (await store.addDelivery(planned)) return { ...receiver, delivery: planned, isClaimed };
  const delivery = await store.delivery(event.id, target.endpointId);
  return delivery && { ...receiver, delivery, isClaimed: false };
}
