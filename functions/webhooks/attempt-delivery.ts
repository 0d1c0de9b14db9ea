import { findTarget, prepareRequest } from './attempt-target.ts';
import { attemptWithinLimit } from './attempt-within-limit.ts';
import type { Delivery, DeliveryReference } from './delivery.ts';
import { getOptions } from './endpoint-options.ts';
import type { WebhookEvent } from './event.ts';
import {
  type AttemptDependencies,
  claim,
  type DeliveryOutcome,
  getOutcome,
  makeAttempt,
  readOutcome,
  recordOutcome,
} from './make-attempt.ts';
import type { RecordedDelivery } from './record-event.ts';

/** A wait may end a moment early by another machine's clock. */
const EARLY_MILLISECONDS = 1000;

/**
 * Makes the attempt that is due, if one is. The attempt is counted when it is recorded: one that dies half-way, by no
 * fault of the receiver's, is made again with the same event id after a lease has run out.
 * @param millisecondsLeft until the function is ended; optional, for the rest of its time it sends what else waits for
 *   an endpoint with a limit
 * @throws whatever is no fault of the receiver's; the caller tries again later.
 */
export async function attemptDelivery(
  dependencies: AttemptDependencies,
  { eventId, endpointId }: DeliveryReference,
  millisecondsLeft: () => number = () => 0,
): Promise<DeliveryOutcome> {
  const { store, clock } = dependencies;
  const delivery = await store.delivery(eventId, endpointId);
  if (!delivery || !isDue(delivery, clock.now())) return getOutcome(delivery);
  const target = await findTarget(dependencies, delivery);
  if ('gone' in target) {
    return recordOutcome(dependencies, delivery, { status: 'skipped', reason: target.gone });
  }
  const outgoing = await prepareRequest(dependencies, delivery, target);
  if (getOptions(target.endpoint).maxInFlight !== undefined) {
    const planned = { delivery, target, outgoing };
    return attemptWithinLimit(dependencies, planned, millisecondsLeft);
  }
  const claimed = await claim(dependencies, delivery, target);
  return claimed
    ? makeAttempt(dependencies, claimed, target, outgoing)
    : readOutcome(dependencies, delivery);
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
  const target = { event, url, ...(endpoint ? { endpoint } : {}) };
  const outgoing = await prepareRequest(dependencies, delivery, target);
  return makeAttempt(dependencies, delivery, target, outgoing);
}

function isDue({ status, nextAttemptAt }: Delivery, now: number): boolean {
  return (
    status === 'pending' &&
    (!nextAttemptAt || Date.parse(nextAttemptAt) - EARLY_MILLISECONDS <= now)
  );
}
