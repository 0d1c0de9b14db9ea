import { isAwsError } from '../aws/aws-error.ts';
import type { ServiceClient } from '../aws/service-client.ts';
import type { TaskWorkflow } from '../tasks/ports.ts';
import { executionArnOf } from './execution-arn.ts';
import { startOnce } from './start-once.ts';

/** The task workflow on Step Functions. */
export function createTaskWorkflow(
  stepFunctions: ServiceClient,
  stateMachineArn: string,
): TaskWorkflow {
  return {
    async start(execution, input) {
      await startOnce(stepFunctions, stateMachineArn, execution, input);
    },

    async stop(execution, reason) {
      const executionArn = executionArnOf(stateMachineArn, execution);
      try {
        await stepFunctions.call('StopExecution', { executionArn, cause: reason });
      } catch (error) {
        if (!isAwsError(error, 'ExecutionDoesNotExist')) throw error;
      }
    },
  };
}
