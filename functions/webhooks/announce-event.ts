import type { WebhookEvent } from './event.ts';
import type { DeliveryStarter } from './ports.ts';
import {
  type Announcement,
  type RecordEventDependencies,
  type RecordedDelivery,
  recordEvent,
} from './record-event.ts';
import { startDelivery } from './start-delivery.ts';

export interface AnnounceDependencies extends RecordEventDependencies {
  readonly deliveries: DeliveryStarter;
}

/**
 * Makes an event known: records it with its deliveries, then starts them. Announcing the same thing again sends nothing
 * twice, and goes on where a crash cut the first time short.
 * @throws EventTooLargeError
 */
export async function announceEvent(
  dependencies: AnnounceDependencies,
  announcement: Announcement,
): Promise<WebhookEvent> {
  const { event, deliveries } = await recordEvent(dependencies, announcement);
  await startAll(dependencies, deliveries);
  return event;
}

/** Starts the executions of deliveries; one that can't be started now must not keep the others from theirs. */
async function startAll(
  dependencies: AnnounceDependencies,
  deliveries: readonly RecordedDelivery[],
): Promise<void> {
  const results = await Promise.allSettled(
    deliveries.map(({ delivery }) => startDelivery(dependencies.deliveries, delivery)),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
