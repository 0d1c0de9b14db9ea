import { type Delivery, isUnderWay } from './delivery.ts';
import { InvalidWebhookRequestError } from './errors.ts';
import { type EndpointReference, getEndpoint } from './get-endpoint.ts';
import { type RetryDeliveryDependencies, runAgain } from './retry-delivery.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface RecoverDeliveriesDependencies extends RetryDeliveryDependencies {
  readonly store: RetryDeliveryDependencies['store'] &
    Pick<WebhookStore, 'endpoint' | 'deliveriesOfEndpoint'>;
}

/** As many as one call can look through in time. */
const DELIVERIES_PER_CALL = 100;

/**
 * Sends now what an endpoint missed since a time: everything that failed, was skipped or waits for its next attempt.
 * @param since ISO 8601, or the `next` of an earlier call.
 * @returns how many were started; `next` when there may be more.
 * @throws WebhookNotFoundError, InvalidWebhookRequestError when the endpoint is disabled.
 */
export async function recoverDeliveries(
  dependencies: RecoverDeliveriesDependencies,
  reference: EndpointReference,
  since: string,
): Promise<{ recovered: number; next?: string }> {
  const { id, enabled } = await getEndpoint(dependencies, reference);
  if (!enabled) {
    throw new InvalidWebhookRequestError('enabled', 'The endpoint is disabled; enable it first.');
  }
  const range = { after: since, before: '9', limit: DELIVERIES_PER_CALL, newestFirst: false };
  const deliveries = await dependencies.store.deliveriesOfEndpoint(id, range);
  const now = dependencies.clock.now();
  const missed = deliveries.filter((delivery) => isMissed(delivery, now));
  const runs = await Promise.all(missed.map((delivery) => runAgain(dependencies, delivery)));
  const recovered = runs.filter((run) => run !== undefined).length;
  const last = deliveries.at(-1);
  return last && deliveries.length === DELIVERIES_PER_CALL
    ? { recovered, next: `${last.createdAt}~${last.eventId}` }
    : { recovered };
}

/** Not what is being sent or waits for a slot, nor what is due anyway: an earlier call may have done it. */
function isMissed(delivery: Delivery, now: number): boolean {
  const { status, ping, nextAttemptAt, waitsSince } = delivery;
  if (ping || waitsSince !== undefined || status === 'delivered' || isUnderWay(delivery, now))
    return false;
  return status !== 'pending' || (nextAttemptAt !== undefined && Date.parse(nextAttemptAt) > now);
}
