import { runPosition, wake } from './interpreter.ts';
import type { Position } from './position-store.ts';
import type { Runtime } from './runtime.ts';
import { isTooLarge } from './state-error.ts';
import { StatesApiError } from './states-api-error.ts';
import { forgetPosition, setWakeTimer } from './waking.ts';

/** What `Visit.taskToken` makes: 48 bytes in base64. */
const TOKEN_FORM = /^[A-Za-z0-9+/]{64}$/;

/**
 * Ends the wait for a task token well.
 *
 * @param output JSON
 * @throws {StatesApiError} InvalidOutput, InvalidToken, TaskTimedOut
 */
export function sendTaskSuccess(runtime: Runtime, token: string, output: string): void {
  const position = findWaiting(runtime, token);
  bringBack(runtime, position, { result: parseOutput(output) });
}

/**
 * Ends the wait for a task token with an error.
 *
 * @throws {StatesApiError} InvalidToken, TaskTimedOut
 */
export function sendTaskFailure(
  runtime: Runtime,
  token: string,
  failure: { error?: string | undefined; cause?: string | undefined },
): void {
  const { error = '', cause = '' } = failure;
  bringBack(runtime, findWaiting(runtime, token), { error, cause });
}

/**
 * Starts the time that a task token may stay silent again.
 *
 * @throws {StatesApiError} InvalidToken, TaskTimedOut
 */
export function sendTaskHeartbeat(runtime: Runtime, token: string): void {
  const position = findWaiting(runtime, token);
  if (position.heartbeatSeconds === undefined) {
    return;
  }
  position.heartbeatAt = runtime.clock.now() + position.heartbeatSeconds * 1000;
  runtime.positions.save(position);
  if (position.phase === 'callback') {
    forgetPosition(runtime, position.id);
    setWakeTimer(runtime, position, (id) => wake(runtime, id));
  }
}

/** The position that waits for a token: the one at work when its function has not returned yet. */
function findWaiting(runtime: Runtime, token: string): Position {
  if (!TOKEN_FORM.test(token)) {
    throw new StatesApiError('InvalidToken', `Invalid Token: '${token}'`);
  }
  const stored = runtime.positions.findByToken(token);
  const execution = stored && runtime.executions.find(stored.execution);
  if (stored === undefined || stored.phase === 'returned' || execution?.status !== 'RUNNING') {
    throw new StatesApiError(
      'TaskTimedOut',
      "Task Timed Out: 'Provided task does not exist anymore or has timed out'",
    );
  }
  return runtime.active.get(stored.id) ?? stored;
}

function parseOutput(output: string): unknown {
  if (isTooLarge(output)) {
    throw new StatesApiError('InvalidOutput', "'output' is longer than 262144 bytes");
  }
  try {
    return JSON.parse(output);
  } catch (error) {
    throw new StatesApiError('InvalidOutput', `Invalid Output: ${(error as Error).message}`);
  }
}

function bringBack(
  runtime: Runtime,
  waiting: Position,
  returned: NonNullable<Position['returned']>,
): void {
  const position: Position = { ...waiting, phase: 'returned', returned };
  forgetPosition(runtime, position.id);
  runtime.positions.save(position);
  runPosition(runtime, position);
}
