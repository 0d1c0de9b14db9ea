import type { DeliveryStarter } from '../../webhooks/ports.ts';
import type { JsonService } from '../json-call.ts';
import { startOnce } from './start-once.ts';

/** Deliveries as executions of the delivery workflow: a name that was used before starts nothing. */
export function createDeliveryStarter(
  states: JsonService,
  stateMachineArn: string,
): DeliveryStarter {
  return {
    start: ({ eventId, endpointId, name }) =>
      startOnce(states, stateMachineArn, name, { eventId, endpointId }),
  };
}
