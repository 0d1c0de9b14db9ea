import type { LocalClock } from '../../clock.ts';
import { DiskFullError } from '../disk-full-error.ts';
import { openDatabase } from './database.ts';
import type { StateMachine } from './definition.ts';
import { parseStateMachine } from './definition.ts';
import { createDefinitionStore } from './definition-store.ts';
import { executionActions } from './execution-actions.ts';
import { createExecutionStore } from './execution-store.ts';
import { createFairLimiter } from './fair-limiter.ts';
import { createHistoryStore } from './history-store.ts';
import { machineActions } from './machine-actions.ts';
import { createPositionStore } from './position-store.ts';
import { resumeExecutions } from './resume.ts';
import { ifThereIsRoom } from './room.ts';
import type { Runtime, StatesEvent } from './runtime.ts';
import type { StartableMachine, StartableMachines } from './start-execution.ts';
import { startExecution } from './start-execution.ts';
import { startOver } from './start-over.ts';
import type { Services } from './state.ts';
import { StatesApiError } from './states-api-error.ts';
import { tokenActions } from './token-actions.ts';
import { forgetAll } from './waking.ts';

interface StatesEngineOptions {
  /** The file that executions are kept in; it and its `-wal` and `-shm` files are made when missing. */
  readonly databasePath: string;
  readonly clock: LocalClock;
  readonly invokeFunction: Services['invokeFunction'];
  /** Whether a caller of the API waits for an answer now. */
  readonly callerWaits: () => boolean;
  readonly log: (event: StatesEvent) => void;
  /** At least 0, below 1: for jitter and `$random()`. */
  readonly random?: () => number;
}

/** Step Functions on one machine: Standard workflows that speak JSONata. */
export interface StatesEngine {
  /**
   * Makes a state machine startable. Executions keep the definition they were started with.
   *
   * @param stateMachine its definition is the parsed ASL document
   * @throws {Error} on anything that isn't run exactly as AWS does, naming the state machine and the state
   */
  addStateMachine(stateMachine: { arn: string; name: string; definition: unknown }): void;
  /** Continues the executions that were running when the process ended. Call it once, when functions can be invoked. */
  resume(): void;
  /**
   * Answers one request of the AWS JSON 1.0 protocol.
   *
   * @param target the action, without the service's prefix
   * @param body the parsed request
   * @throws DiskFullError when there is no room for what it writes
   */
  handle(target: string, body: unknown): Promise<{ status: number; body: unknown }>;
  /** How many executions have not ended. */
  openExecutions(): number;
  /** Stops all work and closes the file. What was running goes on after the next `resume()`. */
  close(): void;
}

const HOUR_MILLISECONDS = 3600 * 1000;
/** AWS keeps a finished execution and its name for 90 days. */
const RETENTION_MILLISECONDS = 90 * 24 * HOUR_MILLISECONDS;
/** How many Task states begin their calls side by side: enough to keep every core of a machine busy. */
const CALLS_SIDE_BY_SIDE = 50;
/** As many while somebody waits for an answer, which each of them makes later: still enough for most of that. */
const CALLS_BESIDE_A_CALLER = 2;
/**
 * A call leaves its permit to others when it begins to wait for someone outside, such as a webhook's receiver; where
 * that is not seen, after so long.
 */
const LONGEST_PERMIT_MILLISECONDS = 250;
/** So that pruning never holds up the stack for long. */
const MOST_PRUNED_AT_ONCE = 500;

/** Opens an engine on its file. */
export function createStatesEngine(options: StatesEngineOptions): StatesEngine {
  const machines = new Map<string, StartableMachine>();
  const runtime = createRuntime(options, machines);
  const actions = new Map([
    ...executionActions(runtime, machines),
    ...machineActions(runtime, machines),
    ...tokenActions(runtime),
  ]);
  let cancelPruning = () => {};

  function prune(): void {
    const now = runtime.clock.now();
    const before = now - RETENTION_MILLISECONDS;
    const pruned = ifThereIsRoom(() => runtime.executions.prune(before, MOST_PRUNED_AT_ONCE)) ?? 0;
    const pause = pruned < MOST_PRUNED_AT_ONCE ? HOUR_MILLISECONDS : 1000;
    cancelPruning = runtime.clock.at(now + pause, prune, { background: true });
  }

  return {
    addStateMachine({ arn, name, definition }) {
      const machine = parseStateMachine({ arn, name }, definition, getSources(runtime));
      const id = runtime.definitions.keep({
        machine: arn,
        name,
        text: JSON.stringify(definition),
      });
      machines.set(arn, { machine, definition: id, addedAt: runtime.clock.now() });
    },
    resume() {
      prune();
      resumeExecutions(runtime);
    },
    async handle(target, body) {
      const release = runtime.clock.busy();
      try {
        const action = actions.get(target);
        if (action === undefined) {
          throw new StatesApiError('UnknownOperationException', `'${target}' is not supported`);
        }
        return { status: 200, body: await action(body) };
      } catch (error) {
        if (error instanceof DiskFullError) throw error;
        return refusal(error);
      } finally {
        release();
      }
    },
    openExecutions: () => runtime.executions.countRunning(),
    close() {
      cancelPruning();
      clearTimeout(runtime.restart);
      forgetAll(runtime);
      runtime.database.close();
    },
  };
}

function refusal(error: unknown): { status: number; body: unknown } {
  const { name: __type, message } = error as Error;
  return error instanceof StatesApiError
    ? { status: 400, body: { __type, message } }
    : { status: 500, body: { __type: 'InternalFailure', message } };
}

function getSources({ clock, random }: Pick<Runtime, 'clock' | 'random'>) {
  return { now: () => clock.now(), random };
}

function createRuntime(
  {
    databasePath,
    clock,
    invokeFunction,
    callerWaits,
    log,
    random = Math.random,
  }: StatesEngineOptions,
  machines: StartableMachines,
): Runtime {
  const database = openDatabase(databasePath, () => startOver(runtime));
  const definitions = createDefinitionStore(database);
  const compiled = new Map<number, StateMachine>();

  function machine(definition: number): StateMachine {
    const known = compiled.get(definition);
    if (known !== undefined) {
      return known;
    }
    const { machine: arn, name, text } = definitions.find(definition);
    const sources = getSources({ clock, random });
    const parsed = parseStateMachine({ arn, name }, JSON.parse(text), sources);
    compiled.set(definition, parsed);
    return parsed;
  }

  const runtime: Runtime = {
    clock,
    database,
    definitions,
    executions: createExecutionStore(database),
    positions: createPositionStore(database),
    history: createHistoryStore(database),
    services: {
      invokeFunction,
      startExecution: (request) => startExecution(runtime, machines, request),
    },
    limiter: createFairLimiter(
      () => (callerWaits() ? CALLS_BESIDE_A_CALLER : CALLS_SIDE_BY_SIDE),
      LONGEST_PERMIT_MILLISECONDS,
    ),
    random,
    log,
    machine,
    active: new Map(),
    wakeTimers: new Map(),
    timeoutTimers: new Map(),
    running: new Map(),
    restart: undefined,
  };
  return runtime;
}
