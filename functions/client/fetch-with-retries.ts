import { wait } from './wait.ts';

export interface FetchWithRetriesDependencies {
  fetch(request: Request): Promise<Response>;
  /** Optional; defaults to waiting. */
  readonly wait?: typeof wait;
  /** From 0 to 1; optional, defaults to `Math.random`. */
  random?(): number;
}

/** How often a request is sent at most. */
const ATTEMPTS = 5;
const FIRST_WAIT_MILLISECONDS = 500;
/** A longer `Retry-After` is left to the caller. */
const LONGEST_WAIT_MILLISECONDS = 60_000;

/**
 * Sends a request again where it was not answered, was refused for the moment (429) or met a fault (5xx), with growing
 * waits or those of `Retry-After`. Only requests that may be repeated are: those that read, and those with an
 * `Idempotency-Key`; a 429 has changed nothing, so that it may always be sent again.
 * @throws TypeError where it could not be reached at the last attempt; the signal's reason.
 */
export function createFetchWithRetries(context: FetchWithRetriesDependencies) {
  const pause = context.wait ?? wait;
  const random = context.random ?? Math.random;
  return async (request: Request): Promise<Response> => {
    const isRepeatable = ['GET', 'HEAD', 'PUT'].includes(request.method) || hasKey(request);
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt === ATTEMPTS;
      const usualWait = FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1) * (0.5 + random() / 2);
      try {
        const response = await context.fetch(request.clone());
        const { status, headers } = response;
        const mayRepeat = status === 429 || (isRepeatable && status >= 500);
        const milliseconds = parseRetryAfter(headers) ?? usualWait;
        if (!mayRepeat || isLast || milliseconds > LONGEST_WAIT_MILLISECONDS) return response;
        await response.body?.cancel();
        await pause(milliseconds, request.signal);
      } catch (error) {
        if (!(error instanceof TypeError) || !isRepeatable || isLast) throw error;
        await pause(usualWait, request.signal);
      }
    }
  };
}

const hasKey = ({ headers }: Request) => headers.has('idempotency-key');

/** Milliseconds; undefined if the header is missing or no number of seconds. */
function parseRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  return /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
}
