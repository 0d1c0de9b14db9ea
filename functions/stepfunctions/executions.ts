import * as z from 'zod';
import { isAwsError } from '../aws/aws-error.ts';
import type { ServiceClient } from '../aws/service-client.ts';
import type { ExecutionState, Executions } from '../sweep/executions.ts';
import { executionArnOf } from './execution-arn.ts';

const described = z.object({ status: z.string() });

/** How the executions of a state machine are. */
export function createExecutions(
  stepFunctions: ServiceClient,
  stateMachineArn: string,
): Executions {
  return {
    async state(name) {
      const executionArn = executionArnOf(stateMachineArn, name);
      try {
        const answer = await stepFunctions.call('DescribeExecution', { executionArn });
        return stateOf(described.parse(answer).status);
      } catch (error) {
        if (isAwsError(error, 'ExecutionDoesNotExist')) return 'missing';
        throw error;
      }
    },
  };
}

/** The statuses of an execution are those of the Step Functions API reference, DescribeExecution. */
function stateOf(status: string): ExecutionState {
  switch (status) {
    case 'SUCCEEDED':
    case 'FAILED':
    case 'TIMED_OUT':
      return 'ended';
    case 'ABORTED':
      return 'stopped';
    default:
      return 'alive';
  }
}
