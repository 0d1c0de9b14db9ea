import { ExecutionDoesNotExist, type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { TaskWorkflow } from '../tasks/ports.ts';
import { startOnce } from './start-once.ts';

/** The task workflow on Step Functions: the execution's name is the task's id. */
export function createTaskWorkflow(client: SFNClient, stateMachineArn: string): TaskWorkflow {
  return {
    async start(taskId, input) {
      await startOnce(client, stateMachineArn, taskId, input);
    },

    async stop(taskId, reason) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${taskId}`;
      try {
        await client.send(new StopExecutionCommand({ executionArn, cause: reason }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
  };
}
