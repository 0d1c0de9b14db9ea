import type { AccountStore, ApiTokenRecord } from '../../accounts/account-store.ts';
import { hashApiToken, tokenIn } from '../../accounts/api-token.ts';
import { isValid } from '../../accounts/token-view.ts';
import { ApiError } from './api-error.ts';
import type { RequestRate } from './request-rate.ts';
import type { SlowRequestLimiter } from './slow-request-limiter.ts';

export interface AdmitDependencies {
  readonly accounts: Pick<AccountStore, 'findToken' | 'countStart'>;
  /** Of all requests, in this one function. */
  readonly requestRate: RequestRate;
  /** How many requests that start tasks a token may send in a minute, over all functions. */
  readonly startsPerMinute: number;
  readonly slowRequests: SlowRequestLimiter;
  readonly clock: { now(): number };
}

const MINUTE_MILLISECONDS = 60_000;

/**
 * Authenticates a request: returns the owner of the token in its `Authorization: Bearer sk_…` header. Every request
 * looks the token up and none caches it, so that a revoked token stops working at once.
 * @param isCounted whether the request is counted with those that start tasks
 * @throws ApiError 401 without a valid token, 429 when the token was used too often
 */
export async function admit(
  context: Omit<AdmitDependencies, 'slowRequests'>,
  { authorization, isCounted }: { authorization: string | undefined; isCounted: boolean },
): Promise<string> {
  const hash = hashApiToken(requireToken(authorization));
  const found = await (isCounted ? countStart : findToken)(context, hash);
  if (!found || !isValid(found, context.clock.now())) {
    throw unauthorized('the API token is unknown, revoked or expired.', 'invalid_token');
  }
  const waitSeconds = context.requestRate.take(found.hash);
  if (waitSeconds > 0) throw tooMany(`${context.requestRate.perMinute} requests`, waitSeconds);
  return found.owner;
}

/** @throws ApiError 401 */
function requireToken(authorization: string | undefined): string {
  if (!authorization?.trim()) {
    throw unauthorized('the header "Authorization: Bearer sk_…" with an API token is missing.');
  }
  const token = tokenIn(authorization);
  if (token) return token;
  throw unauthorized(
    'the header Authorization must be "Bearer sk_…": the word Bearer, a space, and an API token.',
    'invalid_request',
  );
}

/** @param error the code that RFC 6750, section 3, has for it; undefined if no credentials were sent */
function unauthorized(message: string, error?: string): ApiError {
  const challenge = error === undefined ? 'Bearer' : `Bearer error="${error}"`;
  const headers = { 'www-authenticate': challenge };
  return new ApiError(401, `Unauthorized: ${message}`, [], undefined, headers);
}

function findToken(
  { accounts }: Pick<AdmitDependencies, 'accounts'>,
  hash: string,
): Promise<ApiTokenRecord | undefined> {
  return accounts.findToken(hash);
}

/** Finds the token and counts in one write, so that the count costs a start nothing more. */
async function countStart(
  { accounts, startsPerMinute, clock }: Omit<AdmitDependencies, 'slowRequests'>,
  hash: string,
): Promise<ApiTokenRecord | undefined> {
  const now = clock.now();
  const minute = Math.floor(now / MINUTE_MILLISECONDS);
  const counted = await accounts.countStart(hash, minute);
  if (counted && counted.starts > startsPerMinute) {
    const waitMilliseconds = (minute + 1) * MINUTE_MILLISECONDS - now;
    throw tooMany(
      `${startsPerMinute} starts and other slow requests`,
      Math.ceil(waitMilliseconds / 1000),
    );
  }
  return counted?.token;
}

function tooMany(what: string, waitSeconds: number): ApiError {
  const message = `Too many requests: a token may send ${what} a minute. Try again in ${waitSeconds} s.`;
  return new ApiError(429, message, [], waitSeconds);
}
