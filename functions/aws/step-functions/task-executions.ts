import type { TaskExecutions } from '../../tasks/ports.ts';
import type { JsonService } from '../json-call.ts';
import { createExecutionArn } from './execution-arn.ts';
import { startOnce } from './start-once.ts';
import { callStates } from './states-client.ts';

/** The task workflow on Step Functions. */
export function createTaskExecutions(states: JsonService, stateMachineArn: string): TaskExecutions {
  return {
    start: (execution, input) => startOnce(states, stateMachineArn, execution, input),

    async stop(execution, cause) {
      const executionArn = createExecutionArn(stateMachineArn, execution);
      const call = { executionArn, cause };
      await callStates(states, 'StopExecution', call, ['ExecutionDoesNotExist']);
    },
  };
}
