import type { AwsClient } from 'aws4fetch';
import * as z from 'zod';

export interface LambdaFunction {
  /** Signs for the service `lambda`. */
  readonly client: AwsClient;
  /** The service's address in this region, without a slash at the end. */
  readonly url: string;
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
  const response = await send(target, 'RequestResponse', payload, signal);
  const answer: unknown = await response.json();
  if (response.headers.get('x-amz-function-error') === null) return answer;
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
  { client, url, functionName }: LambdaFunction,
  type: 'RequestResponse' | 'Event',
  payload: unknown,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const response = await client.fetch(
    `${url}/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
    { headers: { 'x-amz-invocation-type': type }, body: JSON.stringify(payload), signal },
  );
  if (response.ok) return response;
  const answer = await response.text();
  throw new Error(`Lambda answered ${response.status} for ${functionName}: ${answer}`);
}
