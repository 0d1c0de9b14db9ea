import type { ServiceClient } from '../aws/service-client.ts';
import type { DeliveryStarter } from '../webhooks/ports.ts';
import { startOnce } from './start-once.ts';

/** Deliveries as executions of the delivery workflow: a name that was used before starts nothing. */
export function createDeliveryStarter(
  stepFunctions: ServiceClient,
  stateMachineArn: string,
): DeliveryStarter {
  return {
    start: ({ eventId, endpointId, name }) =>
      startOnce(stepFunctions, stateMachineArn, name, { eventId, endpointId }),
  };
}
