import { ExecutionDoesNotExist, type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { TaskWorkflow } from '../tasks/ports.ts';
import { executionArnOf } from './execution-arn.ts';
import { startOnce } from './start-once.ts';

/** The task workflow on Step Functions. */
export function createTaskWorkflow(client: SFNClient, stateMachineArn: string): TaskWorkflow {
  return {
    async start(execution, input) {
      await startOnce(client, stateMachineArn, execution, input);
    },

    async stop(execution, reason) {
      const executionArn = executionArnOf(stateMachineArn, execution);
      try {
        await client.send(new StopExecutionCommand({ executionArn, cause: reason }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
  };
}
