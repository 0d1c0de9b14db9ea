import type { SFNClient } from '@aws-sdk/client-sfn';
import type { DeliveryStarter } from '../webhooks/ports.ts';
import { startOnce } from './start-once.ts';

/** Deliveries as executions of the delivery workflow: a name that was used before starts nothing. */
export function createDeliveryStarter(client: SFNClient, stateMachineArn: string): DeliveryStarter {
  return {
    start: ({ eventId, endpointId, name }) =>
      startOnce(client, stateMachineArn, name, { eventId, endpointId }),
  };
}
