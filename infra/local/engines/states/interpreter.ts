import { DiskFullError } from '../disk-full-error.ts';
import { callbackLimit, takeReturned } from './callback.ts';
import { failExecution, succeedExecution } from './ending.ts';
import { handleFailure } from './failure.ts';
import type { Position } from './position-store.ts';
import { ifThereIsRoom } from './room.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import {
  acquireRun,
  getState,
  HistoryFull,
  Interrupted,
  logEvent,
  MOST_HISTORY_EVENTS,
  releaseRun,
} from './runtime.ts';
import type { Finished } from './state.ts';
import { StateError, withinDataLimit } from './state-error.ts';
import { enterState, exitState } from './transitions.ts';
import { assertActive, createVisit, evaluateAt } from './visit.ts';
import { park } from './waking.ts';

/** Puts a position to work. */
export function runPosition(runtime: Runtime, position: Position): void {
  runtime.active.set(position.id, position);
  drive(runtime, position);
}

/** Runs an active position until it has to wait or ends. */
function drive(runtime: Runtime, position: Position): void {
  if (runtime.active.get(position.id) !== position) {
    return;
  }
  const release = runtime.clock.busy();
  const run = acquireRun(runtime, position.execution);
  runUntilParked(runtime, run, position)
    .catch((error: unknown) => abandon(runtime, run, error))
    .finally(() => {
      if (runtime.active.get(position.id) === position) {
        runtime.active.delete(position.id);
      }
      releaseRun(runtime, run);
      release();
    });
}

/** Runs a position whose time has come. */
export function wake(runtime: Runtime, id: number): void {
  const position = runtime.positions.find(id);
  if (position !== undefined) {
    runPosition(runtime, position);
  }
}

async function runUntilParked(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
): Promise<void> {
  while (await step(runtime, run, position));
}

/** What no state can catch. A full disk takes everybody back to what the file holds (`startOver`); a full history ends the execution, anything else is a fault of the engine's own. */
function abandon(runtime: Runtime, run: ExecutionRun, error: unknown): void {
  const isOvertaken = error instanceof Interrupted || error instanceof DiskFullError;
  if (isOvertaken || run.execution.status !== 'RUNNING') {
    return;
  }
  const cause =
    error instanceof HistoryFull
      ? `The execution reached the maximum number of history events (${MOST_HISTORY_EVENTS}).`
      : `The engine failed: ${error instanceof Error ? error.stack : String(error)}`;
  ifThereIsRoom(() => failExecution(runtime, run, 'FAILED', { error: 'States.Runtime', cause }));
}

/** Does one state's work, or as much of it as can be done now. Returns whether the position can go on at once. */
async function step(runtime: Runtime, run: ExecutionRun, position: Position): Promise<boolean> {
  try {
    return await advance(runtime, run, position);
  } catch (error) {
    if (!(error instanceof StateError)) {
      throw error;
    }
    assertActive(runtime, position);
    const goesOn = await handleFailure(runtime, run, position, error);
    if (goesOn && position.phase === 'retrying') {
      park(runtime, position, (id) => wake(runtime, id));
      return false;
    }
    return goesOn;
  }
}

async function advance(runtime: Runtime, run: ExecutionRun, position: Position): Promise<boolean> {
  switch (position.phase) {
    case 'ready':
    case 'retrying':
      return begin(runtime, run, position);
    case 'waiting':
      return finish(runtime, run, position, { kind: 'finished' });
    case 'callback':
      throw callbackLimit(runtime, run, position);
    case 'returned':
      return finish(runtime, run, position, {
        kind: 'finished',
        result: takeReturned(runtime, run, position),
      });
    default:
      return position.phase satisfies never;
  }
}

async function begin(runtime: Runtime, run: ExecutionRun, position: Position): Promise<boolean> {
  position.phase = 'ready';
  const asked = await getState(run, position).run(createVisit(runtime, run, position));
  assertActive(runtime, position);
  switch (asked.kind) {
    case 'finished':
      return finish(runtime, run, position, asked);
    case 'waiting':
      position.phase = 'waiting';
      position.wakeAt = asked.until;
      logEvent(runtime, run, {
        kind: 'state-entered',
        state: position.state,
        waitUntil: asked.until,
      });
      break;
    case 'callback':
      position.phase = 'callback';
      break;
    default:
      return asked satisfies never;
  }
  park(runtime, position, (id) => wake(runtime, id));
  return false;
}

async function finish(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  finished: Finished,
): Promise<boolean> {
  const { output: template, assign, next } = finished.choice ?? getState(run, position);
  const outcome = 'result' in finished ? { result: finished.result } : {};
  const plain = 'result' in finished ? finished.result : position.input;
  const output =
    template === undefined ? plain : await evaluateAt(runtime, run, position, template, outcome);
  const assigned = assign && (await evaluateAt(runtime, run, position, assign, outcome));
  withinDataLimit(position.state, output);
  withinDataLimit(position.state, assigned);
  exitState(runtime, run, position, output, assigned as Record<string, unknown> | undefined);
  if (next === undefined) {
    succeedExecution(runtime, run, output);
    return false;
  }
  enterState(runtime, run, position, next, output);
  return true;
}
