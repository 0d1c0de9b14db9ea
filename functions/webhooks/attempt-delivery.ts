import {
  changedDelivery,
  type Delivery,
  type DeliveryChange,
  type DeliveryReference,
  leaseUntil,
} from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import { endpointRing, ownerRing, SERVICE_RING } from './key-ring.ts';
import { type KeyDependencies, openSigningKeys } from './keys.ts';
import type { RecordedDelivery } from './record-event.ts';
import {
  type AttemptResult,
  type OutgoingRequest,
  type SendDependencies,
  sendAttempt,
} from './send-attempt.ts';
import { settleAttempt } from './settle-attempt.ts';
import { type HealthDependencies, settleHealth } from './settle-health.ts';
import { tokenContext } from './token.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface AttemptDependencies extends SendDependencies, KeyDependencies, HealthDependencies {
  readonly store: WebhookStore;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
  /** Receives every delivery after an attempt, for the operator's log and metrics. */
  readonly noteAttempt: (delivery: Delivery) => void;
}

/** What the delivery workflow does next. */
export type DeliveryOutcome =
  | { readonly outcome: 'delivered' | 'gave-up' | 'skipped' }
  | { readonly outcome: 'retry'; readonly nextAttemptAt: string };

/** A wait may end a moment early by another machine's clock. */
const EARLY_MILLISECONDS = 1000;

/**
 * Makes the attempt that is due, if one is. The attempt is counted when it is recorded: one that dies half-way, by no
 * fault of the receiver's, is made again with the same event id after a lease has run out.
 * @throws whatever is no fault of the receiver's; the caller tries again later.
 */
export async function attemptDelivery(
  dependencies: AttemptDependencies,
  { eventId, endpointId }: DeliveryReference,
): Promise<DeliveryOutcome> {
  const { store, clock } = dependencies;
  const delivery = await store.delivery(eventId, endpointId);
  if (!delivery || !isDue(delivery, clock.now())) return getOutcome(delivery);
  const receiver = await findReceiver(dependencies, delivery);
  if ('gone' in receiver) {
    return record(dependencies, delivery, { status: 'skipped', reason: receiver.gone });
  }
  const outgoing = await prepareRequest(dependencies, delivery, receiver);
  const claimed = claim(delivery, receiver.url, clock.now());
  if (!(await store.replaceDelivery(claimed))) {
    return getOutcome(await store.delivery(eventId, endpointId));
  }
  return makeAttempt(dependencies, claimed, receiver, outgoing);
}

/**
 * Makes the first attempt of a delivery that was added as claimed, with what its caller knows.
 * @throws whatever is no fault of the receiver's; the attempt is then made by the delivery's execution, once the claim
 * has run out.
 */
export async function attemptClaimed(
  dependencies: AttemptDependencies,
  event: WebhookEvent,
  { delivery, url, endpoint }: RecordedDelivery,
): Promise<DeliveryOutcome> {
  const receiver = createReceiver(event, { owner: delivery.owner, url, endpoint });
  const outgoing = await prepareRequest(dependencies, delivery, receiver);
  return makeAttempt(dependencies, delivery, receiver, outgoing);
}

async function makeAttempt(
  dependencies: AttemptDependencies,
  claimed: Delivery,
  receiver: Receiver,
  outgoing: OutgoingRequest,
): Promise<DeliveryOutcome> {
  const result = await sendAttempt(dependencies, outgoing);
  await noteHealth(dependencies, claimed, receiver, result);
  const now = dependencies.clock.now();
  const settled = settleAttempt(claimed, result, now, dependencies.random());
  dependencies.noteAttempt(settled);
  return conclude(dependencies, settled);
}

function claim(delivery: Delivery, url: string, now: number): Delivery {
  return changedDelivery(delivery, { status: 'pending', nextAttemptAt: leaseUntil(now), url }, now);
}

function isDue({ status, nextAttemptAt }: Delivery, now: number): boolean {
  return (
    status === 'pending' &&
    (!nextAttemptAt || Date.parse(nextAttemptAt) - EARLY_MILLISECONDS <= now)
  );
}

function getOutcome(delivery: Delivery | undefined): DeliveryOutcome {
  switch (delivery?.status) {
    case 'delivered':
      return { outcome: 'delivered' };
    case 'failed':
      return { outcome: 'gave-up' };
    case 'pending':
      return { outcome: 'retry', nextAttemptAt: delivery.nextAttemptAt ?? delivery.updatedAt };
    default:
      return { outcome: 'skipped' };
  }
}

interface Receiver {
  readonly event: WebhookEvent;
  readonly url: string;
  readonly keyRing: string;
  /** Absent for a URL given with a task. */
  readonly endpoint?: Endpoint;
}

async function findReceiver(
  { store }: AttemptDependencies,
  delivery: Delivery,
): Promise<Receiver | { gone: string }> {
  const event = await store.event(delivery.eventId);
  if (!event) return { gone: 'The event is no longer kept.' };
  if (delivery.endpointId.startsWith('url_')) {
    return createReceiver(event, delivery);
  }
  const endpoint = await store.endpoint(delivery.owner, delivery.endpointId);
  if (!endpoint) return { gone: 'The endpoint was deleted.' };
  if (!endpoint.enabled && !delivery.ping) {
    return { gone: `The endpoint is disabled. ${endpoint.disabledReason}` };
  }
  return createReceiver(event, { ...endpoint, endpoint });
}

function createReceiver(
  event: WebhookEvent,
  { owner, url, endpoint }: { owner: string; url: string; endpoint?: Endpoint | undefined },
): Receiver {
  if (!endpoint) return { event, url, keyRing: ownerRing(owner) };
  return { event, url, keyRing: endpointRing(endpoint.id), endpoint };
}

/** Decrypts the signing keys before claiming the attempt, so a KMS outage claims nothing. */
async function prepareRequest(
  dependencies: AttemptDependencies,
  { sealedToken, owner }: Delivery,
  { event, url, keyRing, endpoint }: Receiver,
): Promise<OutgoingRequest> {
  const [secrets, privateKeys] = await Promise.all([
    openSigningKeys(dependencies, keyRing),
    openSigningKeys(dependencies, SERVICE_RING),
  ]);
  const token = sealedToken && (await dependencies.cipher.open(sealedToken, tokenContext(owner)));
  const isAnswerVisible = endpoint !== undefined;
  return { event, url, secrets, privateKeys, ...(token ? { token } : {}), isAnswerVisible };
}

async function noteHealth(
  dependencies: AttemptDependencies,
  { ping, attemptsMade }: Delivery,
  { endpoint }: Receiver,
  { delivered, attempt, asksToStop }: AttemptResult,
): Promise<void> {
  if (!endpoint || ping) return;
  const sign = { delivered, first: attemptsMade === 0, hint: attempt.hint, asksToStop };
  await settleHealth(dependencies, endpoint, sign);
}

function record(
  dependencies: AttemptDependencies,
  delivery: Delivery,
  change: DeliveryChange,
): Promise<DeliveryOutcome> {
  return conclude(dependencies, changedDelivery(delivery, change, dependencies.clock.now()));
}

/** Writes the delivery down; where someone else did in the meantime, theirs stands. */
async function conclude({ store }: AttemptDependencies, next: Delivery): Promise<DeliveryOutcome> {
  if (await store.replaceDelivery(next)) return getOutcome(next);
  return getOutcome(await store.delivery(next.eventId, next.endpointId));
}
