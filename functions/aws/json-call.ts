import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { type PostAnswer, postJson } from './post-json.ts';
import type { SignRequest } from './sign-request.ts';
import { isPassingStatus } from './statuses.ts';

/** A service of AWS that speaks one of its JSON protocols, in this region. */
export interface JsonService {
  /** Signs for the service. */
  readonly sign: SignRequest;
  readonly url: string;
  /** Optional; defaults to `TIME_LIMITS`. */
  readonly timeLimits?: TimeLimits;
}

/** In milliseconds. */
export interface TimeLimits {
  /** For one request and its answer. */
  readonly attempt: number;
  /** For all attempts of one call and the waits between them. */
  readonly call: number;
}

export interface JsonCall {
  /** The operation with the service's prefix, such as `TrentService.Encrypt`. */
  readonly target: string;
  readonly protocol: 'AWS JSON 1.0' | 'AWS JSON 1.1';
  readonly input: unknown;
  /** Optional; a deadline for the whole call, where the caller has less time than `timeLimits.call`. */
  readonly signal?: AbortSignal;
}

/** A refusal, or no answer within the time limits. */
export class JsonCallError extends Error {
  override readonly name = 'JsonCallError';
  /** The error's name without its namespace, such as `ExecutionAlreadyExists`; undefined if it has none. */
  readonly code: string | undefined;

  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An API call may need two of these one after the other and is answered within 20 seconds all the same. */
const TIME_LIMITS: TimeLimits = { attempt: 4000, call: 8000 };

/** The wait before the second attempt in milliseconds, on average; each following one is twice as long, up to the longest. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 1600;

/** Names under which AWS's services refuse calls that come too fast (AWS SDKs and Tools Reference Guide, "Retry behavior"). */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'SlowDown',
  'PriorRequestNotComplete',
]);

const refusal = z.object({ __type: z.string() });

/**
 * Calls one operation and returns its output. What was throttled (429, or a refusal of that name), failed on AWS's side
 * (5xx) or got no answer is sent again after a random wait, until the time is used up: only for operations that may be
 * carried out twice.
 * @throws JsonCallError for every other refusal, and for the last failure.
 */
export async function callJson(service: JsonService, call: JsonCall): Promise<unknown> {
  const { timeLimits = TIME_LIMITS } = service;
  const deadline = performance.now() + timeLimits.call;
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    const timeLeft = Math.max(deadline - performance.now(), 1);
    const limit = Math.min(timeLimits.attempt, timeLeft);
    const answer = await send(service, call, limit).catch((error: Error) => error);
    const failure = createFailure(call, answer);
    if (!failure) return parseOutput(call, answer as PostAnswer);
    const pause = wait * (0.5 + Math.random());
    const hasTime = isPassing(answer, failure) && performance.now() + pause < deadline;
    if (!hasTime || !(await waited(pause, call.signal))) throw failure;
  }
}

/** Each attempt is signed anew: a signature holds for a few minutes, and so does its date. */
async function send(
  { sign, url: address }: JsonService,
  { target, protocol, input, signal }: JsonCall,
  timeoutMilliseconds: number,
): Promise<PostAnswer> {
  const [url, body] = [new URL(address), JSON.stringify(input)];
  const named = {
    'content-type': `application/x-amz-json-${protocol.slice(-3)}`,
    'x-amz-target': target,
  };
  const headers = sign({ method: 'POST', url, headers: named, body }, Date.now());
  signal?.throwIfAborted();
  return postJson({ url, headers, body, timeoutMilliseconds, ...(signal && { signal }) });
}

function createFailure(
  { target }: JsonCall,
  answer: PostAnswer | Error,
): JsonCallError | undefined {
  if (answer instanceof Error) {
    return new JsonCallError(`${target} got no answer`, undefined, { cause: answer });
  }
  const { status, body: text } = answer;
  if (status === 200) return undefined;
  return new JsonCallError(`${target} was answered ${status}: ${text}`, getErrorCode(text));
}

function isPassing(answer: PostAnswer | Error, { code }: JsonCallError): boolean {
  if (answer instanceof Error) return true;
  return isPassingStatus(answer.status) || THROTTLED.has(code ?? '');
}

/** Whether the wait came to its end. */
function waited(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  return setTimeout(milliseconds, true, signal && { signal }).catch(() => false);
}

/** The name of an error is what follows the namespace (AWS JSON 1.0 protocol, "Operation error serialization"). */
function getErrorCode(text: string): string | undefined {
  try {
    return refusal.parse(JSON.parse(text)).__type.split('#').at(-1);
  } catch {
    return undefined;
  }
}

function parseOutput({ target }: JsonCall, { body: text }: PostAnswer): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw new JsonCallError(`${target} was not answered in JSON`, undefined, { cause: error });
  }
}
