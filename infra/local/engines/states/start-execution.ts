import { randomUUID } from 'node:crypto';
import type { StateMachine } from './definition.ts';
import { watchTimeout } from './ending.ts';
import type { Execution } from './execution-store.ts';
import { runPosition } from './interpreter.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { executionArn, logEvent, record, withRun } from './runtime.ts';
import { isTooLarge } from './state-error.ts';
import { StatesApiError } from './states-api-error.ts';
import { enterState } from './transitions.ts';

interface StartRequest {
  readonly stateMachineArn: string;
  readonly name?: string | undefined;
  /** JSON. */
  readonly input?: string | undefined;
}

/** A state machine that new executions can be started on, and the id its definition is kept under. */
export interface StartableMachine {
  readonly machine: StateMachine;
  readonly definition: number;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** State machines by their ARN. */
export type StartableMachines = ReadonlyMap<string, StartableMachine>;

/** What AWS forbids in names: white space, brackets, wildcards, special and control characters (API Reference, StartExecution). */
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;
const LONGEST_NAME = 80;

/**
 * Starts an execution, or returns the one that runs under the same name with the same input. Durable when it
 * resolves.
 *
 * @returns the ARN and the start in seconds since 1970
 * @throws {StatesApiError} StateMachineDoesNotExist, InvalidName, InvalidExecutionInput, ExecutionAlreadyExists
 */
export async function startExecution(
  runtime: Runtime,
  machines: StartableMachines,
  request: StartRequest,
): Promise<{ executionArn: string; startDate: number }> {
  const { stateMachineArn, name = randomUUID(), input: text = '{}' } = request;
  const startable = machines.get(stateMachineArn);
  if (startable === undefined) {
    throw new StatesApiError(
      'StateMachineDoesNotExist',
      `State Machine Does Not Exist: '${stateMachineArn}'`,
    );
  }
  checkName(name);
  const input = parseInput(text);
  const existing = runtime.executions.findByName(stateMachineArn, name);
  if (existing !== undefined && (existing.status !== 'RUNNING' || existing.input !== text)) {
    const arn = executionArn(stateMachineArn, name);
    throw new StatesApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  const execution = existing ?? insertExecution(runtime, startable, name, text, input);
  await runtime.database.durable();
  return {
    executionArn: executionArn(stateMachineArn, name),
    startDate: execution.startedAt / 1000,
  };
}

function checkName(name: string): void {
  if (name.length === 0 || name.length > LONGEST_NAME || FORBIDDEN_IN_NAMES.test(name)) {
    throw new StatesApiError('InvalidName', `Invalid Name: '${name}'`);
  }
}

function parseInput(text: string): unknown {
  if (isTooLarge(text)) {
    throw new StatesApiError('ValidationException', "'input' is longer than 262144 bytes");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StatesApiError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
}

function insertExecution(
  runtime: Runtime,
  { machine, definition }: StartableMachine,
  name: string,
  text: string,
  input: unknown,
): Pick<Execution, 'startedAt'> {
  const startedAt = runtime.clock.now();
  const timesOutAt =
    machine.timeoutSeconds === undefined ? null : startedAt + machine.timeoutSeconds * 1000;
  const id = runtime.executions.insert({
    machine: machine.arn,
    definition,
    name,
    input: text,
    startedAt,
    timesOutAt,
  });
  withRun(runtime, id, (run) => {
    logEvent(runtime, run, { kind: 'execution-started' });
    record(runtime, run, undefined, 'ExecutionStarted', { input: text });
    beginAtStart(runtime, run, input);
  });
  watchTimeout(runtime, id, timesOutAt);
  return { startedAt };
}

function beginAtStart(runtime: Runtime, run: ExecutionRun, input: unknown): void {
  const { machine, execution } = run;
  const position = runtime.positions.insert({
    execution: execution.id,
    phase: 'ready',
    state: machine.startAt,
    input,
    enteredAt: execution.startedAt,
    enteredEvent: 0,
    lastEvent: 0,
    variables: {},
    retryCounts: [],
  });
  enterState(runtime, run, position, machine.startAt, input);
  runPosition(runtime, position);
}
