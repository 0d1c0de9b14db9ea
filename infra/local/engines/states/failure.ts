import type { Catcher } from './catch.ts';
import { findCatcher } from './catch.ts';
import { failExecution } from './ending.ts';
import type { Position } from './position-store.ts';
import { nextRetry } from './retry.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { getState, logEvent, record } from './runtime.ts';
import { StateError, withinDataLimit } from './state-error.ts';
import { enterState, exitState, restartState } from './transitions.ts';
import { evaluateAt } from './visit.ts';

/**
 * Deals with a state's error: retries, catches, or fails the execution.
 *
 * @returns whether the position goes on, at once when it is `ready` and later when it is `retrying`
 */
export async function handleFailure(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  error: StateError,
): Promise<boolean> {
  const failure = explain(position, error);
  const state = getState(run, position);
  recordFailure(runtime, run, position, failure);
  const { retryCounts } = position;
  const retry = nextRetry(state.retriers, retryCounts, failure.error, runtime.random);
  if (retry !== undefined) {
    scheduleRetry(runtime, run, position, failure, retry);
    return true;
  }
  const catcher = findCatcher(state.catchers, failure.error);
  if (catcher === undefined) {
    failExecution(runtime, run, 'FAILED', failure);
    return false;
  }
  try {
    await follow(runtime, run, position, failure, catcher);
    return true;
  } catch (error) {
    if (!(error instanceof StateError)) {
      throw error;
    }
    failExecution(runtime, run, 'FAILED', explain(position, error));
    return false;
  }
}

function recordFailure(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  { error, cause, location }: StateError,
): void {
  if (location !== undefined) {
    const details = { error, cause, location, state: position.state };
    record(runtime, run, position, 'EvaluationFailed', details);
  }
}

function scheduleRetry(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  { error, cause }: StateError,
  retry: { index: number; delay: number },
): void {
  restartState(position);
  position.retryCounts[retry.index] = (position.retryCounts[retry.index] ?? 0) + 1;
  position.phase = 'retrying';
  position.wakeAt = runtime.clock.now() + retry.delay;
  const { wakeAt: waitUntil, state } = position;
  logEvent(runtime, run, { kind: 'retry', state, error, cause, waitUntil });
}

async function follow(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  { error, cause }: StateError,
  catcher: Catcher,
): Promise<void> {
  const errorOutput = { Error: error, Cause: cause };
  const evaluate = (template: NonNullable<Catcher['output']>) =>
    evaluateAt(runtime, run, position, template, { errorOutput });
  const output = catcher.output === undefined ? errorOutput : await evaluate(catcher.output);
  const assigned = catcher.assign && (await evaluate(catcher.assign));
  withinDataLimit(position.state, output);
  exitState(runtime, run, position, output, assigned as Record<string, unknown> | undefined);
  enterState(runtime, run, position, catcher.next, output);
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
