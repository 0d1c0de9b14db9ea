import type { LocalClock } from '../../clock.ts';
import type { Database } from './database.ts';
import type { StateMachine } from './definition.ts';
import type { DefinitionStore } from './definition-store.ts';
import type { Execution, ExecutionStore } from './execution-store.ts';
import type { FairLimiter } from './fair-limiter.ts';
import type { HistoryStore } from './history-store.ts';
import type { Position, PositionStore } from './position-store.ts';
import type { Services, State } from './state.ts';

/** What the engine writes to the stack's log. */
export interface StatesEvent {
  readonly kind:
    | 'execution-started'
    | 'execution-succeeded'
    | 'execution-failed'
    | 'state-entered'
    | 'retry';
  /** The state machine's name. */
  readonly stateMachine: string;
  /** The execution's name. */
  readonly execution: string;
  readonly state?: string;
  readonly error?: string;
  readonly cause?: string;
  /** When the wait ends or the retry comes, in milliseconds since 1970. */
  readonly waitUntil?: number;
}

/** All that the parts of the engine share. */
export interface Runtime {
  readonly clock: LocalClock;
  readonly database: Database;
  readonly definitions: DefinitionStore;
  readonly executions: ExecutionStore;
  readonly positions: PositionStore;
  readonly history: HistoryStore;
  readonly services: Services;
  /** Whose Task state may call its resource: a machine that has much to do at once must not time out over all of it. */
  readonly limiter: FairLimiter;
  readonly random: () => number;
  readonly log: (event: StatesEvent) => void;
  /** The compiled definition with this id. */
  machine(definition: number): StateMachine;
  /** Positions at work now, by id. A position that is no longer here lost the right to go on. */
  readonly active: Map<number, Position>;
  /** How to cancel the timer of a position, by its id, and of an execution's time-out, by the execution's id. */
  readonly wakeTimers: Map<number, () => void>;
  readonly timeoutTimers: Map<number, () => void>;
  /** Executions with a position at work, by id. */
  readonly running: Map<number, ExecutionRun>;
  /** Runs out when the executions are continued after a full disk. */
  restart: NodeJS.Timeout | undefined;
}

/** An execution while one of its positions is at work. */
export interface ExecutionRun {
  execution: Execution;
  readonly machine: StateMachine;
  /** The execution's input, once an expression has asked for it. */
  input?: unknown;
  lastEvent: number;
  /** How many hold it in memory. */
  users: number;
}

/** Thrown where a position goes on after it was stopped, timed out or overtaken by its callback. Never an error. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Thrown when the history is full; ends the execution. */
export class HistoryFull extends Error {
  override readonly name = 'HistoryFull';
}

/** The most events an execution's history holds; the last is kept for the execution's end (Developer Guide, "Avoid reaching the history quota"). */
export const MOST_HISTORY_EVENTS = 25_000;

/** Runs `work` with the execution in memory. */
export function withRun<Result>(
  runtime: Runtime,
  executionId: number,
  work: (run: ExecutionRun) => Result,
): Result {
  const run = acquireRun(runtime, executionId);
  try {
    return work(run);
  } finally {
    releaseRun(runtime, run);
  }
}

/** Brings an execution into memory until `releaseRun`. */
export function acquireRun(runtime: Runtime, executionId: number): ExecutionRun {
  const known = runtime.running.get(executionId);
  if (known !== undefined) {
    known.users += 1;
    return known;
  }
  const execution = runtime.executions.find(executionId);
  if (execution === undefined) {
    throw new Error(`execution ${executionId} does not exist`);
  }
  const machine = runtime.machine(execution.definition);
  const run: ExecutionRun = {
    execution,
    machine,
    lastEvent: runtime.history.lastEvent(executionId),
    users: 1,
  };
  runtime.running.set(executionId, run);
  return run;
}

/** Ends a hold on an execution; the last one lets it leave memory. */
export function releaseRun(runtime: Runtime, run: ExecutionRun): void {
  run.users -= 1;
  if (run.users === 0 && runtime.running.get(run.execution.id) === run) {
    runtime.running.delete(run.execution.id);
  }
}

/** The state a position is in. */
export function getState(run: ExecutionRun, position: Position): State {
  const state = run.machine.states.get(position.state);
  if (state === undefined) {
    throw new Error(`${run.machine.name} has no state '${position.state}'`);
  }
  return state;
}

/**
 * Adds an event to an execution's history.
 *
 * @param position whose event it is; undefined for one of the execution itself
 * @throws {HistoryFull} when only the place for the end is left
 */
export function record(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position | undefined,
  type: string,
  details: Record<string, unknown>,
): void {
  const endsExecution =
    position === undefined && type !== 'ExecutionStarted' && type !== 'ExecutionRedriven';
  if (run.lastEvent + 1 >= MOST_HISTORY_EVENTS && !endsExecution) {
    throw new HistoryFull();
  }
  const id = run.lastEvent + 1;
  const previous = position?.lastEvent ?? run.lastEvent;
  runtime.history.insert(run.execution.id, {
    id,
    previous,
    time: runtime.clock.now(),
    type,
    details,
  });
  run.lastEvent = id;
  if (position !== undefined) {
    position.lastEvent = id;
  }
}

/** Writes to the log, naming the machine and the execution. */
export function logEvent(
  runtime: Runtime,
  run: ExecutionRun,
  event: Omit<StatesEvent, 'stateMachine' | 'execution'>,
): void {
  runtime.log({ ...event, stateMachine: run.machine.name, execution: run.execution.name });
}

/** The ARN of an execution. */
export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
