import {
  paginateListExecutions,
  paginateListStateMachines,
  type SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';

/** StopExecution takes 200 requests a second from an account (Step Functions Developer Guide, "Quotas"). */
const AT_ONCE = 20;

/**
 * Ends every execution that is running in the state machines of the stack, which Step Functions would otherwise keep
 * until the last of them is over, for days.
 * @returns how many it has ended, by state machine.
 * @throws Error when there is no state machine of that stack.
 */
export async function stopExecutions(
  client: SFNClient,
  stackName: string,
): Promise<Map<string, number>> {
  const stopped = new Map<string, number>();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    for (const { name = '', stateMachineArn } of stateMachines) {
      if (
        /^(Task|Delivery)Workflow$/.test(name.slice(stackName.length + 1)) &&
        name.startsWith(`${stackName}-`)
      ) {
        stopped.set(name, await stopAll(client, stateMachineArn ?? ''));
      }
    }
  }
  if (stopped.size > 0) return stopped;
  throw new Error(
    `There is no state machine of a stack "${stackName}" in this account and region: give its name, such as Reelhook-test.`,
  );
}

async function stopAll(client: SFNClient, stateMachineArn: string): Promise<number> {
  const running: string[] = [];
  const pages = paginateListExecutions({ client }, { stateMachineArn, statusFilter: 'RUNNING' });
  for await (const { executions = [] } of pages) {
    running.push(...executions.map(({ executionArn = '' }) => executionArn));
  }
  for (let first = 0; first < running.length; first += AT_ONCE) {
    const some = running.slice(first, first + AT_ONCE);
    await Promise.all(some.map((executionArn) => stop(client, executionArn)));
  }
  return running.length;
}

/** To stop an execution that is over is no error. */
function stop(client: SFNClient, executionArn: string): Promise<unknown> {
  const cause = 'The stack is torn down';
  return client.send(new StopExecutionCommand({ executionArn, cause }));
}
