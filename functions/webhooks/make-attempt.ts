import { type AttemptTarget, getTimeoutSeconds } from './attempt-target.ts';
import {
  changedDelivery,
  type Delivery,
  type DeliveryChange,
  type DeliveryReference,
  leaseUntil,
} from './delivery.ts';
import { getOptions } from './endpoint-options.ts';
import type { KeyDependencies } from './keys.ts';
import {
  type AttemptResult,
  type OutgoingRequest,
  type SendDependencies,
  sendAttempt,
} from './send-attempt.ts';
import { settleAttempt } from './settle-attempt.ts';
import { type HealthDependencies, settleHealth } from './settle-health.ts';
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

/** The delivery, claimed, so that nobody else makes the attempt; undefined if somebody else changed it before. */
export async function claim(
  { store, clock }: AttemptDependencies,
  delivery: Delivery,
  target: AttemptTarget,
): Promise<Delivery | undefined> {
  const now = clock.now();
  const nextAttemptAt = leaseUntil(now, getTimeoutSeconds(delivery, target));
  const change = { status: 'pending', nextAttemptAt, url: target.url, isClaimed: true } as const;
  const claimed = changedDelivery(delivery, change, now);
  return (await store.replaceDelivery(claimed)) ? claimed : undefined;
}

/** Makes the attempt of a delivery that is claimed. */
export async function makeAttempt(
  dependencies: AttemptDependencies,
  claimed: Delivery,
  target: AttemptTarget,
  outgoing: OutgoingRequest,
): Promise<DeliveryOutcome> {
  const result = await sendAttempt(dependencies, outgoing);
  await noteHealth(dependencies, claimed, target, result);
  const settled = settleAttempt(claimed, result, {
    schedule: getOptions(target.endpoint).schedule,
    now: dependencies.clock.now(),
    random: dependencies.random(),
  });
  dependencies.noteAttempt(settled);
  return conclude(dependencies, settled);
}

async function noteHealth(
  dependencies: AttemptDependencies,
  { ping, attemptsMade }: Delivery,
  { endpoint }: AttemptTarget,
  { delivered, attempt, asksToStop }: AttemptResult,
): Promise<void> {
  if (!endpoint || ping) return;
  const sign = { delivered, first: attemptsMade === 0, hint: attempt.hint, asksToStop };
  await settleHealth(dependencies, endpoint, sign);
}

/** The outcome as somebody else has left it. */
export async function readOutcome(
  { store }: AttemptDependencies,
  { eventId, endpointId }: DeliveryReference,
): Promise<DeliveryOutcome> {
  return getOutcome(await store.delivery(eventId, endpointId));
}

/** Writes a change down; where someone else changed the delivery in the meantime, theirs stands. */
export function recordOutcome(
  dependencies: AttemptDependencies,
  delivery: Delivery,
  change: DeliveryChange,
): Promise<DeliveryOutcome> {
  return conclude(dependencies, changedDelivery(delivery, change, dependencies.clock.now()));
}

async function conclude(
  dependencies: AttemptDependencies,
  next: Delivery,
): Promise<DeliveryOutcome> {
  const isStored = await dependencies.store.replaceDelivery(next);
  return isStored ? getOutcome(next) : readOutcome(dependencies, next);
}

/** What a delivery's record says to the workflow that carries it. */
export function getOutcome(delivery: Delivery | undefined): DeliveryOutcome {
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
