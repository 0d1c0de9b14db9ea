import { type Delivery, executionName } from './delivery.ts';
import type { DeliveryStarter } from './ports.ts';

/** Starts the execution of a delivery's present run, where there is still something to do. May be repeated. */
export async function startDelivery(starter: DeliveryStarter, delivery: Delivery): Promise<void> {
  if (delivery.status !== 'pending') return;
  const { eventId, endpointId } = delivery;
  await starter.start({ eventId, endpointId, name: executionName(delivery) });
}
