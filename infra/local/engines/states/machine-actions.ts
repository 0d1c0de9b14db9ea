import * as z from 'zod';
import type { Actions } from './action.ts';
import { action, paging } from './action.ts';
import type { Runtime } from './runtime.ts';
import type { StartableMachine, StartableMachines } from './start-execution.ts';
import { StatesApiError } from './states-api-error.ts';

/** The actions on state machines. There are so few that one page holds them all. */
export function machineActions(runtime: Runtime, machines: StartableMachines): Actions {
  return [
    [
      'ListStateMachines',
      action(z.object(paging), () => ({ stateMachines: [...machines.values()].map(summarize) })),
    ],
    [
      'DescribeStateMachine',
      action(z.object({ stateMachineArn: z.string() }), ({ stateMachineArn }) => {
        const found = findMachine(machines, stateMachineArn);
        return {
          ...summarize(found),
          status: 'ACTIVE',
          definition: runtime.definitions.find(found.definition).text,
          roleArn: 'arn:aws:iam::000000000000:role/local',
        };
      }),
    ],
  ];
}

/** @throws {StatesApiError} StateMachineDoesNotExist */
export function findMachine(machines: StartableMachines, arn: string): StartableMachine {
  const found = machines.get(arn);
  if (found === undefined) {
    throw new StatesApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }
  return found;
}

function summarize({ machine, addedAt }: StartableMachine): Record<string, unknown> {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    type: 'STANDARD',
    creationDate: addedAt / 1000,
  };
}
