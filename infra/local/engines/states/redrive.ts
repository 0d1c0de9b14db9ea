import { watchTimeout } from './ending.ts';
import type { Execution } from './execution-store.ts';
import { runPosition } from './interpreter.ts';
import type { Position } from './position-store.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { MOST_HISTORY_EVENTS, record, withRun } from './runtime.ts';
import { StatesApiError } from './states-api-error.ts';
import { restartState } from './transitions.ts';

/** An execution can be redriven for 14 days after it stopped (API Reference, RedriveExecution). */
const REDRIVABLE_MILLISECONDS = 14 * 24 * 3600 * 1000;

/** Why an execution can't be redriven, in AWS's words; undefined when it can. */
export function redriveObstacle(runtime: Runtime, execution: Execution): string | undefined {
  const { id, status, stoppedAt } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED') {
    return `Execution is ${status} and cannot be redriven`;
  }
  if (runtime.clock.now() > (stoppedAt ?? 0) + REDRIVABLE_MILLISECONDS) {
    return 'Execution redrivable period exceeded';
  }
  return runtime.history.lastEvent(id) >= MOST_HISTORY_EVENTS - 1
    ? 'Execution history event limit exceeded'
    : undefined;
}

/**
 * Continues a failed execution from the states that did not succeed, with new retries and a new time-out.
 *
 * @throws {StatesApiError} ExecutionNotRedrivable
 */
export function redriveExecution(runtime: Runtime, execution: Execution): void {
  const obstacle = redriveObstacle(runtime, execution);
  if (obstacle !== undefined) {
    throw new StatesApiError('ExecutionNotRedrivable', obstacle);
  }
  withRun(runtime, execution.id, (run) => {
    const now = runtime.clock.now();
    const { timeoutSeconds } = run.machine;
    const timesOutAt = timeoutSeconds === undefined ? null : now + timeoutSeconds * 1000;
    runtime.executions.redrive(execution.id, now, timesOutAt);
    run.execution = runtime.executions.find(execution.id) ?? run.execution;
    const { redriveCount } = run.execution;
    record(runtime, run, undefined, 'ExecutionRedriven', { redriveCount });
    for (const position of runtime.positions.ofExecution(execution.id)) {
      redrivePosition(runtime, run, position);
    }
    watchTimeout(runtime, execution.id, timesOutAt);
  });
}

function redrivePosition(runtime: Runtime, run: ExecutionRun, position: Position): void {
  position.lastEvent = run.lastEvent;
  position.retryCounts = [];
  restartState(position);
  runtime.positions.save(position);
  runPosition(runtime, position);
}
