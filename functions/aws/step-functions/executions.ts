import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { ExecutionState, Executions } from '../../sweep/executions.ts';
import { createExecutionArn } from './execution-arn.ts';

/** How the executions of a state machine are. */
export function createExecutions(client: SFNClient, stateMachineArn: string): Executions {
  return {
    async state(name) {
      const executionArn = createExecutionArn(stateMachineArn, name);
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return getState(status);
      } catch (error) {
        // By its name: the classes of the SDK's errors are not in the bundles.
        if ((error as Error).name === 'ExecutionDoesNotExist') return 'missing';
        throw error;
      }
    },
  };
}

/** The statuses of an execution are those of the Step Functions API reference, DescribeExecution. */
function getState(status: string | undefined): ExecutionState {
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
