import { type GuardedRequestCategory, GuardedRequestError } from './guarded-request-error.ts';

/** What is wrong with an answer that is not a success (2xx), or nothing. A redirect's target is named, not followed. */
export function statusProblem(
  url: string,
  { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
): GuardedRequestError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) {
    const target = headers['location'] && URL.parse(headers['location'], url)?.href;
    const words = target
      ? `The URL redirects to ${target.slice(0, 500)}; use that one.`
      : `The URL redirects (${status}), which is not followed.`;
    return new GuardedRequestError('redirect', words, { status });
  }
  const message = `The server answered with status ${status}.`;
  return new GuardedRequestError(categoryOf(status), message, { status });
}

function categoryOf(status: number): GuardedRequestCategory {
  if (status >= 400 && status < 500) return 'http_4xx';
  return status >= 500 && status < 600 ? 'http_5xx' : 'invalid_status';
}
