import { type GuardedRequestCategory, GuardedRequestError } from './guarded-request-error.ts';
import { getHost, hostProblem, MAX_URL_LENGTH } from './url-policy.ts';

/**
 * What is wrong with an answer that is not a success (2xx); undefined if nothing is. A redirect's target is named, not
 * followed.
 */
export function statusProblem(
  url: string,
  { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
): GuardedRequestError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) {
    const words = redirectWords(url, headers['location'], status);
    return new GuardedRequestError('redirect', words, { status });
  }
  const message = `The server answered with status ${status}.`;
  return new GuardedRequestError(getCategory(status), message, { status });
}

function redirectWords(url: string, location: string | undefined, status: number): string {
  const target = location === undefined ? null : URL.parse(location, url);
  if (!target || target.href.length > MAX_URL_LENGTH) {
    return `The URL redirects (${status}), which is not followed.`;
  }
  return isNameable(url, target)
    ? `The URL redirects to ${target.href}; use that one.`
    : 'The URL redirects to an address that is not public.';
}

/**
 * Whether a redirect's target may be named: an address inside a network helps nobody who can't reach it, and who reads
 * this may be outside. The host that the caller named is known to them.
 */
export function isNameable(url: string, target: URL): boolean {
  const host = getHost(target);
  return host === getHost(new URL(url)) || hostProblem(host, 'refused') === undefined;
}

function getCategory(status: number): GuardedRequestCategory {
  if (status >= 400 && status < 500) return 'http_4xx';
  return status >= 500 && status < 600 ? 'http_5xx' : 'invalid_status';
}
