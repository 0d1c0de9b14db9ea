import { isAwsError } from '../aws/aws-error.ts';
import type { ServiceClient } from '../aws/service-client.ts';

/**
 * Starts an execution unless there is or was one of that name: StartExecution answers the running one when the input
 * is the same, and refuses the name for 90 days after it ended (Step Functions API reference, StartExecution).
 */
export async function startOnce(
  stepFunctions: ServiceClient,
  stateMachineArn: string,
  name: string,
  input: unknown,
): Promise<void> {
  try {
    const start = { stateMachineArn, name, input: JSON.stringify(input) };
    await stepFunctions.call('StartExecution', start);
  } catch (error) {
    if (!isAwsError(error, 'ExecutionAlreadyExists')) throw error;
  }
}
