import type { WaitingStates } from '../../tasks/ports.ts';
import type { JsonService } from '../json-call.ts';
import { callStates } from './states-client.ts';

/** The refusals that mean that nobody waits any more (Step Functions API reference, SendTaskSuccess). */
const WAITS_NO_MORE = ['TaskTimedOut', 'TaskDoesNotExist'];

/** States that wait for their task token (Step Functions API reference, SendTaskSuccess). */
export function createWaitingStates(states: JsonService): WaitingStates {
  return {
    async resume(taskToken, outcome) {
      const output = JSON.stringify(outcome);
      await callStates(states, 'SendTaskSuccess', { taskToken, output }, WAITS_NO_MORE);
    },
  };
}
