import {
  type AttemptTarget,
  findTarget,
  getTimeoutSeconds,
  prepareRequest,
} from './attempt-target.ts';
import type { Delivery } from './delivery.ts';
import { getOptions } from './endpoint-options.ts';
import type { WaitingDelivery } from './in-flight.ts';
import {
  type AttemptDependencies,
  claim,
  type DeliveryOutcome,
  makeAttempt,
  readOutcome,
  recordOutcome,
} from './make-attempt.ts';
import type { OutgoingRequest } from './send-attempt.ts';
import { leaseSlot, releaseLease, renewLease } from './slot-leases.ts';

/** An attempt that may be made once there is a slot. */
interface PlannedAttempt {
  readonly delivery: Delivery;
  readonly target: AttemptTarget;
  readonly outgoing: OutgoingRequest;
}

/** What an attempt takes besides its time-out. */
const OVERHEAD_MILLISECONDS = 5_000;
/** A delivery that waits asks again after half as long as it has waited, and between these, in milliseconds. */
const SHORTEST_WAIT = 10_000;
const LONGEST_WAIT = 5 * 60_000;
/** How many of the first that wait one takes one's pick of, so that those who send don't all take the same. */
const FIRST_WAITING = 20;

/**
 * Makes the attempt if the endpoint has a slot for it; whoever has one sends what else waits for the endpoint, oldest
 * first, until its time is over, nothing waits or an attempt fails. Without a slot the delivery waits.
 */
export async function attemptWithinLimit(
  dependencies: AttemptDependencies,
  planned: PlannedAttempt,
  millisecondsLeft: () => number,
): Promise<DeliveryOutcome> {
  const { delivery } = planned;
  const holder = { endpointId: delivery.endpointId, holder: delivery.eventId };
  const until = await leaseSlot(dependencies, { ...holder, ...getLimit(planned) });
  if (until === undefined) return waitForSlot(dependencies, delivery);
  try {
    const outcome = await attemptInSlot(dependencies, planned, until);
    if (outcome?.outcome === 'delivered' && !delivery.ping) {
      await sendWaiting(dependencies, holder, millisecondsLeft);
    }
    return outcome ?? (await readOutcome(dependencies, delivery));
  } finally {
    await releaseLease(dependencies, holder);
  }
}

function getLimit({ delivery, target }: Pick<PlannedAttempt, 'delivery' | 'target'>) {
  const { maxInFlight = Number.POSITIVE_INFINITY } = getOptions(target.endpoint);
  return { limit: maxInFlight, timeoutSeconds: getTimeoutSeconds(delivery, target) };
}

/**
 * @param until when the slot's lease ends: an attempt is begun only if it ends before
 * @returns undefined if somebody else changed the delivery before
 */
async function attemptInSlot(
  dependencies: AttemptDependencies,
  { delivery, target, outgoing }: PlannedAttempt,
  until: number,
): Promise<DeliveryOutcome | undefined> {
  const claimed = await claim(dependencies, delivery, target);
  if (!claimed) return undefined;
  if (dependencies.clock.now() + outgoing.timeoutSeconds * 1000 >= until) {
    throw new Error('The slot would be lost before the attempt ends.');
  }
  const outcome = await makeAttempt(dependencies, claimed, target, outgoing);
  if (delivery.waitsSince) await dependencies.store.removeWaiting(toWaiting(delivery));
  return outcome;
}

async function waitForSlot(
  dependencies: AttemptDependencies,
  delivery: Delivery,
): Promise<DeliveryOutcome> {
  const { store, clock, random } = dependencies;
  if (delivery.ping) {
    const reason =
      'As many attempts as the endpoint takes at once are under way; try again in a moment.';
    return recordOutcome(dependencies, delivery, { status: 'failed', reason });
  }
  const now = clock.now();
  const { waitsSince = new Date(now).toISOString() } = delivery;
  const half = (now - Date.parse(waitsSince)) / 2;
  const wait = Math.min(Math.max(half, SHORTEST_WAIT), LONGEST_WAIT) * (0.8 + 0.4 * random());
  const nextAttemptAt = new Date(now + wait).toISOString();
  await store.addWaiting(toWaiting(delivery));
  const reason = 'As many requests as the endpoint takes at once are under way.';
  return recordOutcome(dependencies, delivery, {
    status: 'pending',
    reason,
    nextAttemptAt,
    waitsSince,
  });
}

function toWaiting({ endpointId, eventId, createdAt, expiresAt }: Delivery): WaitingDelivery {
  return { endpointId, eventId, createdAt, expiresAt };
}

/** Sends what waits, in a slot that its caller holds. */
async function sendWaiting(
  dependencies: AttemptDependencies,
  holder: { readonly endpointId: string; readonly holder: string },
  millisecondsLeft: () => number,
): Promise<void> {
  for (;;) {
    const planned = await findWaiting(dependencies, holder.endpointId);
    if (!planned) return;
    const limit = getLimit(planned);
    const needs = limit.timeoutSeconds * 1000 + OVERHEAD_MILLISECONDS;
    if (millisecondsLeft() < needs) return;
    const until = await renewLease(dependencies, { ...holder, ...limit });
    if (until === undefined) return;
    const done = await attemptInSlot(dependencies, planned, until);
    if (done && done.outcome !== 'delivered') return;
  }
}

/** One of the first deliveries that wait for the endpoint; entries of such as no longer wait are removed. */
async function findWaiting(
  dependencies: AttemptDependencies,
  endpointId: string,
): Promise<PlannedAttempt | undefined> {
  const { store, random } = dependencies;
  for (;;) {
    const first = await store.waiting(endpointId, FIRST_WAITING);
    const entry = first[Math.min(Math.floor(random() * first.length), first.length - 1)];
    if (!entry) return undefined;
    const delivery = await store.delivery(entry.eventId, endpointId);
    const target =
      delivery?.status === 'pending' && delivery.waitsSince !== undefined
        ? await findTarget(dependencies, delivery)
        : undefined;
    if (delivery && target && 'url' in target) {
      const outgoing = await prepareRequest(dependencies, delivery, target);
      return { delivery, target, outgoing };
    }
    await store.removeWaiting(entry);
  }
}
