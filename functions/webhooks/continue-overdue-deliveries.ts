import type { Clock } from '../clock.ts';
import { changedDelivery } from './delivery.ts';
import type { DeliveryStarter } from './ports.ts';
import { startDelivery } from './start-delivery.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Longer than a living execution is ever late, unless an internal fault keeps its attempts from being made. */
const LATE_MILLISECONDS = 60 * 60 * 1000;

/** As many as one call can start in time; the next call takes the rest. */
const DELIVERIES_PER_CALL = 200;

/**
 * Finds deliveries whose execution was never started, or has died, and gives each a new one where it stopped. Two
 * executions of one delivery do no harm: whoever is due first makes the attempt, the other sees that it is made.
 * @returns how many were continued.
 */
export async function continueOverdueDeliveries({
  store,
  deliveries,
  clock,
}: {
  store: Pick<WebhookStore, 'overdueDeliveries' | 'replaceDelivery'>;
  deliveries: DeliveryStarter;
  clock: Clock;
}): Promise<number> {
  const now = clock.now();
  const before = new Date(now - LATE_MILLISECONDS).toISOString();
  let continued = 0;
  for (const delivery of await store.overdueDeliveries(before, DELIVERIES_PER_CALL)) {
    const nextAttemptAt = new Date(now).toISOString();
    const change = { status: 'pending' as const, nextAttemptAt, run: delivery.run + 1 };
    const next = changedDelivery(delivery, change, now);
    if (!(await store.replaceDelivery(next))) continue;
    await startDelivery(deliveries, next);
    continued += 1;
  }
  return continued;
}
