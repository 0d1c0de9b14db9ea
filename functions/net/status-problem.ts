import { GuardedRequestError } from './guarded-request-error.ts';

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
  const category = status >= 400 && status < 500 ? 'http_4xx' : 'http_5xx';
  return new GuardedRequestError(category, `The server answered with status ${status}.`, {
    status,
  });
}
