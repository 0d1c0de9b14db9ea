import { isAwsError } from '../aws/aws-error.ts';
import type { ServiceClient } from '../aws/service-client.ts';
import type { WaitingStates } from '../tasks/ports.ts';

/** The refusals that mean that nobody waits any more (Step Functions API reference, SendTaskSuccess). */
const WAITS_NO_MORE = ['TaskTimedOut', 'TaskDoesNotExist'];

/** States that wait for their task token (Step Functions API reference, SendTaskSuccess). */
export function createWaitingStates(stepFunctions: ServiceClient): WaitingStates {
  return {
    async resume(token, outcome) {
      try {
        const output = JSON.stringify(outcome);
        await stepFunctions.call('SendTaskSuccess', { taskToken: token, output });
      } catch (error) {
        if (!WAITS_NO_MORE.some((type) => isAwsError(error, type))) throw error;
      }
    },
  };
}
