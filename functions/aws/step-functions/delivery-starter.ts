import type { DeliveryStarter } from '../../webhooks/ports.ts';
import { startOnce } from './start-once.ts';
import type { StatesClient } from './states-client.ts';

/** Deliveries as executions of the delivery workflow: a name that was used before starts nothing. */
export function createDeliveryStarter(
  states: StatesClient,
  stateMachineArn: string,
): DeliveryStarter {
  return {
    start: ({ eventId, endpointId, name }) =>
      startOnce(states, stateMachineArn, name, { eventId, endpointId }),
  };
}
