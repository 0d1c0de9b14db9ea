import { deleteBranches, failBranch } from './branches.ts';
import type { Catcher } from './catch.ts';
import { findCatcher } from './catch.ts';
import { failExecution } from './ending.ts';
import type { Position } from './position-store.ts';
import { nextRetry } from './retry.ts';
import type { Run, Runtime } from './runtime.ts';
import { getState, logEvent, record } from './runtime.ts';
import { StateError, withinDataLimit } from './state-error.ts';
import { enterState, exitState, restartState } from './transitions.ts';
import { evaluateAt } from './visit.ts';

/**
 * Deals with a state's error: retries, catches, or fails what the position is a branch of, or the execution.
 *
 * @returns the position that goes on, at once when it is `ready` and later when it is `retrying`
 */
export async function handleFailure(
  runtime: Runtime,
  run: Run,
  position: Position,
  error: StateError,
): Promise<Position | undefined> {
  const failure = explain(position, error);
  const state = getState(run, position);
  recordFailure(runtime, run, position, failure);
  const { retryCounts } = position;
  const retry = nextRetry(state.retriers, retryCounts, failure.error, runtime.random);
  if (retry !== undefined) {
    return scheduleRetry(runtime, run, position, failure, retry);
  }
  const catcher = findCatcher(state.catchers, failure.error);
  if (catcher === undefined) {
    return escalate(runtime, run, position, failure);
  }
  try {
    return await follow(runtime, run, position, failure, catcher);
  } catch (error) {
    if (!(error instanceof StateError)) {
      throw error;
    }
    return escalate(runtime, run, position, explain(position, error));
  }
}

function recordFailure(
  runtime: Runtime,
  run: Run,
  position: Position,
  { error, cause, location }: StateError,
): void {
  const { type } = getState(run, position);
  if (location !== undefined) {
    const details = { error, cause, location, state: position.state };
    record(runtime, run, position, 'EvaluationFailed', details);
  }
  if (position.phase === 'branches') {
    record(runtime, run, position, `${type}StateFailed`, { error, cause });
  }
}

function scheduleRetry(
  runtime: Runtime,
  run: Run,
  position: Position,
  { error, cause }: StateError,
  retry: { index: number; delay: number },
): Position {
  deleteBranches(runtime, position);
  restartState(position);
  position.retryCounts[retry.index] = (position.retryCounts[retry.index] ?? 0) + 1;
  position.phase = 'retrying';
  position.wakeAt = runtime.clock.now() + retry.delay;
  const { wakeAt: waitUntil, state } = position;
  logEvent(runtime, run, { kind: 'retry', state, error, cause, waitUntil });
  return position;
}

async function follow(
  runtime: Runtime,
  run: Run,
  position: Position,
  { error, cause }: StateError,
  catcher: Catcher,
): Promise<Position> {
  const errorOutput = { Error: error, Cause: cause };
  const evaluate = (template: NonNullable<Catcher['output']>) =>
    evaluateAt(runtime, run, position, template, { errorOutput });
  const output = catcher.output === undefined ? errorOutput : await evaluate(catcher.output);
  const assigned = catcher.assign && (await evaluate(catcher.assign));
  withinDataLimit(position.state, output);
  deleteBranches(runtime, position);
  exitState(runtime, run, position, output, assigned as Record<string, unknown> | undefined);
  enterState(runtime, run, position, catcher.next, output);
  return position;
}

async function escalate(
  runtime: Runtime,
  run: Run,
  position: Position,
  failure: StateError,
): Promise<Position | undefined> {
  if (position.parent === undefined) {
    failExecution(runtime, run, 'FAILED', failure);
    return undefined;
  }
  const parent = failBranch(runtime, run, position);
  return handleFailure(runtime, run, parent, new StateError(failure.error, failure.cause));
}

/** AWS's causes say where an expression failed. */
function explain(position: Position, failure: StateError): StateError {
  if (failure.location === undefined) {
    return failure;
  }
  const { state, enteredEvent } = position;
  const place = `An error occurred while executing the state '${state}' (entered at the event id #${enteredEvent}).`;
  return new StateError(failure.error, `${place} ${failure.cause}`, failure.location);
}
