import type { JsonService } from '../json-call.ts';
import { callStates } from './states-client.ts';

/**
 * Starts an execution unless there is or was one of that name: StartExecution answers the running one when the input
 * is the same, and refuses the name for 90 days after it ended (Step Functions API reference, StartExecution).
 */
export async function startOnce(
  states: JsonService,
  stateMachineArn: string,
  name: string,
  input: unknown,
): Promise<void> {
  const call = { stateMachineArn, name, input: JSON.stringify(input) };
  await callStates(states, 'StartExecution', call, ['ExecutionAlreadyExists']);
}
