import type { Position } from './position-store.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { record } from './runtime.ts';
import { StateError } from './state-error.ts';
import { CALLBACK_EVENT_DETAILS } from './task-resources.ts';

/**
 * Takes the result that a task token came back with.
 *
 * @throws {StateError} when it came back with a failure
 */
export function takeReturned(runtime: Runtime, run: ExecutionRun, position: Position): unknown {
  const { returned = { result: null } } = position;
  if ('error' in returned) {
    record(runtime, run, position, 'TaskFailed', { ...CALLBACK_EVENT_DETAILS, ...returned });
    throw new StateError(returned.error, returned.cause);
  }
  const output = JSON.stringify(returned.result);
  record(runtime, run, position, 'TaskSucceeded', { ...CALLBACK_EVENT_DETAILS, output });
  return returned.result;
}

/** The error of a task token that did not come back in time. */
export function callbackLimit(runtime: Runtime, run: ExecutionRun, position: Position): StateError {
  const { timeoutAt = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY } = position;
  const isLate = timeoutAt <= heartbeatAt;
  const failure = isLate
    ? new StateError('States.Timeout', 'The task token did not come back within TimeoutSeconds.')
    : new StateError('States.HeartbeatTimeout', 'No heartbeat came within HeartbeatSeconds.');
  const { error, cause } = failure;
  record(runtime, run, position, 'TaskTimedOut', { ...CALLBACK_EVENT_DETAILS, error, cause });
  return failure;
}
