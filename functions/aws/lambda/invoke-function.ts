import * as z from 'zod';
import { StaleConnectionError } from '../open-request.ts';
import { type PostAnswer, postJson } from '../post-json.ts';
import { retryPassing } from '../retry-passing.ts';
import type { SignRequest } from '../sign-request.ts';
import { isPassingStatus, isStatusOfSuccess } from '../statuses.ts';

export interface LambdaFunction {
  /** Signs for the service `lambda`. */
  readonly sign: SignRequest;
  /** The service's address in this region, without a slash at the end. */
  readonly url: string;
  /** Its name, not its ARN. */
  readonly functionName: string;
}

/** The function that was asked has failed; the message is its own error's, the code that one's name. */
class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';
  readonly code: string;

  constructor(answer: unknown) {
    super(JSON.stringify(answer));
    const { errorType, errorMessage } = failure.parse(answer);
    this.code = NO_ROOM.test(errorMessage) ? 'ServiceUnavailable' : errorType;
  }
}

/** How a function's error is answered (AWS Lambda Developer Guide, "Function errors"). */
const failure = z
  .object({ errorType: z.string().catch(''), errorMessage: z.string().catch('') })
  .catch({ errorType: '', errorMessage: '' });
/** The function's own disk was full: another instance, or the same one later, may have room. */
const NO_ROOM = /\b(ENOSPC|EDQUOT)\b/;

/**
 * Runs another function and answers what it returned (AWS Lambda API reference, Invoke).
 * @throws FunctionFailedError when the function ended in an error.
 */
export async function invokeFunction(
  target: LambdaFunction,
  payload: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const { headers, body } = await send(target, 'RequestResponse', payload, signal);
  const answer: unknown = JSON.parse(body);
  if (headers['x-amz-function-error'] === undefined) return answer;
  throw new FunctionFailedError(answer);
}

/** Has another function run later, at least once: it is accepted when this returns (Invoke, type `Event`). */
export async function queueFunction(
  target: LambdaFunction,
  payload: unknown,
  signal?: AbortSignal,
): Promise<void> {
  await send(target, 'Event', payload, signal);
}

async function send(
  { sign, url: address, functionName }: LambdaFunction,
  type: 'RequestResponse' | 'Event',
  payload: unknown,
  signal?: AbortSignal,
): Promise<PostAnswer> {
  const url = new URL(`${address}/2015-03-31/functions/${functionName}/invocations`);
  const body = JSON.stringify(payload);
  const named = { 'x-amz-invocation-type': type };
  const answer = await retryPassing(
    () => {
      const headers = sign({ method: 'POST', url, headers: named, body }, Date.now());
      return postJson({ url, headers, body, ...(signal && { signal }) }).catch(asStale);
    },
    (answer) => answer instanceof Error || isPassingStatus(answer.status),
  );
  if (answer instanceof Error) throw answer;
  if (isStatusOfSuccess(answer.status)) return answer;
  throw new Error(`Lambda answered ${answer.status} for ${functionName}: ${answer.body}`);
}

/** What got no answer for any other reason may have been carried out, and is not asked for again. */
function asStale(error: unknown): StaleConnectionError {
  if (error instanceof StaleConnectionError) return error;
  throw error;
}
