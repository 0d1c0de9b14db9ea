import type { Clock } from '../clock.ts';
import type { GuardedRequest } from '../net/guarded-request.ts';
import { GuardedRequestError } from '../net/guarded-request-error.ts';
import type { HttpAnswer } from '../net/send-request.ts';
import { statusProblem } from '../net/status-problem.ts';
import type { Attempt } from './delivery.ts';
import { redactSecrets } from './redact-secrets.ts';
import { parseRetryAfter } from './retry-schedule.ts';
import { signatureHeader } from './signature.ts';
import { statusAdvice } from './status-advice.ts';
import { TOKEN_HEADER } from './token.ts';

const EXCERPT_BYTES = 1024;

export interface SendDependencies {
  readonly request: GuardedRequest;
  readonly clock: Clock;
  /** `Reelhook/<version>`. */
  readonly userAgent: string;
}

export interface OutgoingRequest {
  readonly eventId: string;
  /** The bytes that are signed and sent. */
  readonly body: string;
  readonly url: string;
  readonly timeoutSeconds: number;
  /** The owner's own headers, which are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** `whsec_…`, newest first. */
  readonly secrets: readonly string[];
  /** Ed25519 private keys as JSON Web Keys. */
  readonly privateKeys: readonly string[];
  readonly token?: string;
  /** Whether the owner may see what the receiver answers: registered endpoints only. */
  readonly isAnswerVisible: boolean;
}

/** How an attempt went, and what the receiver asked for. */
export interface AttemptResult {
  readonly attempt: Attempt;
  readonly delivered: boolean;
  readonly overloaded: boolean;
  readonly retryAfterSeconds?: number;
  /** Status 410 or `webhook-delivery: disable`: send nothing more to this URL. */
  readonly asksToStop: boolean;
  /** `webhook-delivery: abort-message`: don't send this event again. */
  readonly refusesEvent: boolean;
}

/**
 * One signed HTTP request.
 * @throws what is no fault of the receiver's: such an attempt does not count.
 */
export async function sendAttempt(
  dependencies: SendDependencies,
  outgoing: OutgoingRequest,
): Promise<AttemptResult> {
  const started = dependencies.clock.now();
  try {
    const response = await dependencies.request({
      url: outgoing.url,
      method: 'POST',
      headers: createHeaders(outgoing, started, dependencies.userAgent),
      body: outgoing.body,
      timeoutSeconds: outgoing.timeoutSeconds,
      maxBytes: EXCERPT_BYTES,
      largeBody: 'cut',
    });
    return answered(outgoing, response, started, dependencies.clock.now());
  } catch (error) {
    if (error instanceof GuardedRequestError) {
      return unanswered(error, started, dependencies.clock.now());
    }
    throw error;
  }
}

function createHeaders(
  outgoing: OutgoingRequest,
  now: number,
  userAgent: string,
): Record<string, string> {
  const { eventId, body, headers, secrets, privateKeys, token } = outgoing;
  const timestamp = Math.floor(now / 1000);
  const message = { id: eventId, timestamp, body };
  return {
    ...headers,
    'content-type': 'application/json',
    'user-agent': userAgent,
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureHeader(message, secrets, privateKeys),
    ...(token ? { [TOKEN_HEADER]: token } : {}),
  };
}

function answered(
  outgoing: OutgoingRequest,
  response: HttpAnswer,
  started: number,
  ended: number,
): AttemptResult {
  const problem = statusProblem(outgoing.url, response);
  const wish = response.headers['webhook-delivery']?.trim().toLowerCase();
  const retryAfter = parseRetryAfter(response.headers['retry-after'], ended);
  const excerpt = outgoing.isAnswerVisible && createExcerpt(response.body, outgoing);
  return {
    attempt: {
      at: new Date(started).toISOString(),
      category: problem?.category ?? 'delivered',
      hint: hintFor(response, problem),
      status: response.status,
      durationMilliseconds: ended - started,
      ...(excerpt ? { responseExcerpt: excerpt } : {}),
    },
    delivered: problem === undefined,
    overloaded: response.status === 429,
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
    asksToStop: response.status === 410 || wish === 'disable',
    refusesEvent: wish === 'abort-message',
  };
}

function hintFor({ status, isBroken }: HttpAnswer, problem: Error | undefined): string {
  const advice = problem && statusAdvice(status);
  const said = problem?.message ?? `Delivered: the receiver answered ${status}.`;
  const hint = advice ? `${said} ${advice}` : said;
  return isBroken ? `${hint} The answer broke off after its status.` : hint;
}

function unanswered(error: GuardedRequestError, started: number, ended: number): AttemptResult {
  return {
    attempt: {
      at: new Date(started).toISOString(),
      category: error.category,
      hint: error.message,
      durationMilliseconds: ended - started,
    },
    delivered: false,
    overloaded: error.category === 'timeout',
    asksToStop: false,
    refusesEvent: false,
  };
}

/**
 * Without control characters, which take six bytes each in JSON and show nothing, and without the secrets that a
 * receiver may have repeated.
 */
function createExcerpt(body: Uint8Array, { headers, secrets, token }: OutgoingRequest): string {
  const text = new TextDecoder().decode(body).replaceAll(/[^\P{Cc}\t\n\r]/gu, '\ufffd');
  return redactSecrets(text, [...Object.values(headers), ...secrets, ...(token ? [token] : [])]);
}
