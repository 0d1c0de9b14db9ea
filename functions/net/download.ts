import type { GuardedRequest } from './guarded-request.ts';
import { statusProblem } from './status-problem.ts';

export interface DownloadLimits {
  readonly maxBytes: number;
  readonly timeoutSeconds: number;
  /** The `accept` header; any media type where it is left out. */
  readonly accept?: string;
}

export interface Download {
  readonly bytes: Uint8Array;
  /** From `content-type`, without parameters, in lower case. */
  readonly mediaType: string | undefined;
}

/** Fetches a whole file into memory, up to a size. Redirects are not followed. */
export function createDownload(
  request: GuardedRequest,
): (url: string, limits: DownloadLimits) => Promise<Download> {
  return async (url, { maxBytes, timeoutSeconds, accept = '*/*' }) => {
    const response = await request({
      url,
      method: 'GET',
      headers: { accept },
      timeoutSeconds,
      maxBytes,
      largeBody: 'refuse',
    });
    const problem = statusProblem(url, response);
    if (problem) throw problem;
    const mediaType = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    return { bytes: response.body, mediaType: mediaType || undefined };
  };
}
