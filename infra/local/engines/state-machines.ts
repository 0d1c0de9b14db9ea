import type { LocalClock } from '../clock.ts';
import { UnsupportedTemplateError } from '../deployment.ts';
import type { Log } from '../log.ts';
import type { TypedResource } from '../resource-type.ts';
import { describeStatesEvent } from '../states-log.ts';
import type { FunctionsEngine } from './functions/functions-engine.ts';
import type { LocalJsonService } from './json-service.ts';
import { type StateMachineProperties, stateMachineArn } from './state-machine-type.ts';
import { createStatesEngine, type StatesEngine } from './states/engine.ts';

export interface StateMachinesOptions {
  machines: readonly TypedResource<StateMachineProperties>[];
  databasePath: string;
  functions: FunctionsEngine;
  clock: LocalClock;
  log: Log;
  /** Told of every state that an execution enters. */
  noteTransition(stateMachine: string): void;
}

/** What Step Functions calls a fault of Lambda's own, which machines retry (AWS Lambda API Reference, "Invoke"). */
const LAMBDA_FAULT = 'Lambda.ServiceException';

export interface StateMachines {
  engine: StatesEngine;
  service: LocalJsonService;
}

/**
 * Opens the states engine with the template's state machines; executions continue with its `resume`. Throws
 * UnsupportedTemplateError for a machine that can't be run here.
 */
export function openStateMachines({
  machines,
  databasePath,
  functions,
  clock,
  log,
  noteTransition,
}: StateMachinesOptions): StateMachines {
  const engine = createStatesEngine({
    databasePath,
    clock,
    callerWaits: functions.callerWaits,
    async invokeFunction(nameOrArn, payload, onWait) {
      const result = await functions.invoke(nameOrArn, JSON.stringify(payload), { onWait });
      if (result.outcome === 'succeeded') return { payload: JSON.parse(result.payload) };
      if (result.outcome === 'interrupted') {
        return { payload: null, error: { name: LAMBDA_FAULT, message: result.reason } };
      }
      const { errorType, errorMessage } = result.error;
      return { payload: result.error, error: { name: errorType, message: errorMessage } };
    },
    log(event) {
      if (event.kind === 'state-entered') noteTransition(event.stateMachine);
      log(describeStatesEvent(event));
    },
  });
  try {
    for (const { name, properties } of machines) {
      const definition: unknown = JSON.parse(properties.DefinitionString);
      engine.addStateMachine({ arn: stateMachineArn(name), name, definition });
    }
  } catch (error) {
    engine.close();
    throw new UnsupportedTemplateError(error instanceof Error ? error.message : String(error));
  }
  const service: LocalJsonService = {
    targetPrefix: 'AWSStepFunctions.',
    contentType: 'application/x-amz-json-1.0',
    handle: (operation, body) => engine.handle(operation, body),
  };
  return { engine, service };
}
