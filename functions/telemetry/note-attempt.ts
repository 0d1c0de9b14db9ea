import type { Delivery } from '../webhooks/delivery.ts';
import type { Metrics } from './metrics.ts';

export interface NoteAttemptDependencies {
  readonly metrics: Metrics;
  readonly logger: { info(message: string, details: Record<string, unknown>): void };
}

/**
 * Logs and counts the attempt that a delivery's last change recorded, and how the delivery stands after it. A ping is
 * logged alone. Neither the address nor the receiver's answer is written: both may hold secrets.
 */
export function noteAttempt(
  delivery: Delivery,
  { metrics, logger }: NoteAttemptDependencies,
): void {
  const { status, eventId, endpointId, type, attempts, nextAttemptAt } = delivery;
  const { attemptsMade: attempt } = delivery;
  const { category = 'unknown', durationMilliseconds, status: answer } = attempts.at(-1) ?? {};
  const details = {
    eventId,
    endpointId,
    type,
    attempt,
    answer,
    durationMilliseconds,
    nextAttemptAt,
  };
  logger.info(`attempt ${category}, delivery ${status}`, details);
  if (delivery.ping) return;
  metrics.record({ DeliveryAttempts: 1 }, { category });
  const age = getAgeSeconds(delivery);
  if (status === 'delivered') metrics.record({ DeliveriesDelivered: 1, DeliverySeconds: age });
  if (status === 'failed') metrics.record({ DeliveriesFailed: 1, UndeliveredSeconds: age });
  if (status === 'pending') metrics.record({ UndeliveredSeconds: age });
}

function getAgeSeconds({ createdAt, updatedAt }: Delivery): number {
  return Math.max(0, (Date.parse(updatedAt) - Date.parse(createdAt)) / 1000);
}
