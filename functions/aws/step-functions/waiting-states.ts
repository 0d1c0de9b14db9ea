import { outcomeErrors } from '../../contract.ts';
import type { WaitingStates } from '../../tasks/ports.ts';
import type { StepOutcome } from '../../tasks/step-outcome.ts';
import type { JsonService } from '../json-call.ts';
import { callStates } from './states-client.ts';

/** The refusals that mean that nobody waits any more (Step Functions API reference, SendTaskSuccess). */
const WAITS_NO_MORE = ['TaskTimedOut', 'TaskDoesNotExist'];

/** States that wait for their task token (Step Functions API reference, SendTaskSuccess and SendTaskFailure). */
export function createWaitingStates(states: JsonService): WaitingStates {
  return {
    async resume(taskToken, outcome) {
      const text = JSON.stringify(outcome);
      const error = getError(outcome);
      if (error === undefined) {
        const success = { taskToken, output: text };
        await callStates(states, 'SendTaskSuccess', success, WAITS_NO_MORE);
      } else {
        const failure = { taskToken, error, cause: text };
        await callStates(states, 'SendTaskFailure', failure, WAITS_NO_MORE);
      }
    },
  };
}

function getError({ outcome }: StepOutcome): string | undefined {
  return outcome === 'completed' || outcome === 'deleted' ? undefined : outcomeErrors[outcome];
}
