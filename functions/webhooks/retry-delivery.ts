import type { Clock } from '../clock.ts';
import { type Delivery, isUnderWay, newRun } from './delivery.ts';
import { DeliveryUnderWayError } from './errors.ts';
import type { DeliveryStarter } from './ports.ts';
import { getDelivery } from './read-deliveries.ts';
import { startDelivery } from './start-delivery.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface RetryDeliveryDependencies {
  readonly store: Pick<WebhookStore, 'delivery' | 'replaceDelivery'>;
  readonly deliveries: DeliveryStarter;
  readonly clock: Clock;
}

/**
 * Sends a delivery now, whether it has ended, in whatever way, or waits for its next attempt; from there the schedule
 * begins anew: same event id, same bytes.
 * @throws WebhookNotFoundError; DeliveryUnderWayError while an attempt is being made
 */
export async function retryDelivery(
  dependencies: RetryDeliveryDependencies,
  owner: string,
  id: string,
): Promise<Delivery> {
  const delivery = await getDelivery(dependencies, owner, id);
  const isBusy = isUnderWay(delivery, dependencies.clock.now());
  const retried = isBusy ? undefined : await runAgain(dependencies, delivery);
  if (!retried) throw new DeliveryUnderWayError();
  return retried;
}

/** Starts a new run of the delivery; undefined if someone else changed it in the meantime. */
export async function runAgain(
  { store, deliveries, clock }: RetryDeliveryDependencies,
  delivery: Delivery,
): Promise<Delivery | undefined> {
  const next = newRun(delivery, clock.now());
  if (!(await store.replaceDelivery(next))) return undefined;
  await startDelivery(deliveries, next);
  return next;
}
