import type { GuardedRequest, GuardedResponse } from './guarded-request.ts';
import { statusProblem } from './status-problem.ts';

export interface DownloadLimits {
  readonly maxBytes: number;
  readonly timeoutSeconds: number;
  /** The `accept` header; any media type where it is left out. */
  readonly accept?: string;
  /** For this address's origin only: a redirect to another one goes without. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many redirects are followed, each through the guard; none where it is left out. */
  readonly redirects?: number;
}

export interface DownloadedFile {
  readonly bytes: Uint8Array;
  /** From `content-type`, without parameters, in lower case. */
  readonly mediaType: string | undefined;
}

/** Fetches a whole file into memory, up to a size. */
export function createDownload(
  request: GuardedRequest,
): (url: string, limits: DownloadLimits) => Promise<DownloadedFile> {
  return async function download(url, limits) {
    const { maxBytes, timeoutSeconds, accept = '*/*', headers = {}, redirects = 0 } = limits;
    const response = await request({
      url,
      method: 'GET',
      headers: { accept, ...headers },
      timeoutSeconds,
      maxBytes,
      largeBody: 'refuse',
    });
    const target = redirects > 0 ? targetOf(url, response) : undefined;
    if (target) {
      const isSameOrigin = new URL(url).origin === target.origin;
      const kept = isSameOrigin ? headers : {};
      return download(target.href, { ...limits, headers: kept, redirects: redirects - 1 });
    }
    const problem = statusProblem(url, response);
    if (problem) throw problem;
    const mediaType = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    return { bytes: response.body, mediaType: mediaType || undefined };
  };
}

/** Where a redirect leads; nothing for any other answer. */
function targetOf(url: string, { status, headers }: GuardedResponse): URL | undefined {
  const location = headers['location'];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  return URL.parse(location, url) ?? undefined;
}
