import { decodeBody } from './decode-body.ts';
import { decodeFile } from './decode-file.ts';
import type { GuardedRequest } from './guarded-request.ts';
import { GuardedRequestError } from './guarded-request-error.ts';
import type { HttpAnswer } from './send-request.ts';
import { isNameable, statusProblem } from './status-problem.ts';

export interface DownloadLimits {
  /** Of the file, and of what is sent of it where that is compressed. */
  readonly maxBytes: number;
  /** For everything, redirects included. */
  readonly timeoutSeconds: number;
  /** Media types that are preferred; optional. Any other is taken as well. */
  readonly accept?: string;
  /** For this address's origin only: a redirect to another one goes without. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DownloadedFile {
  readonly bytes: Uint8Array;
  /** From `content-type`, without parameters, in lower case; undefined if there is none. */
  readonly mediaType: string | undefined;
}

/**
 * Fetches a whole file into memory from an address that a user chose.
 * @throws GuardedRequestError for what the address or its server is to blame for.
 */
export type Download = (url: string, limits: DownloadLimits) => Promise<DownloadedFile>;

/** How many redirects are followed, each through the guard. */
const MOST_REDIRECTS = 5;

interface Hop {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param userAgent who is calling, and whom to write to about it */
export function createDownload(request: GuardedRequest, userAgent: string): Download {
  return async (url, limits) => {
    const response = await follow(request, url, limits, userAgent);
    return {
      bytes: await decodeBody(response, limits.maxBytes),
      mediaType: getMediaType(response),
    };
  };
}

/**
 * As `Download`, into a file that is made or replaced: memory does not grow with the file.
 * @returns the media type, as `DownloadedFile` has it.
 */
export type FileDownload = (
  url: string,
  path: string,
  limits: DownloadLimits,
) => Promise<Pick<DownloadedFile, 'mediaType'>>;

/** @param userAgent as for `createDownload` */
export function createFileDownload(request: GuardedRequest, userAgent: string): FileDownload {
  return async (url, path, limits) => {
    const toFile: GuardedRequest = (call) => request({ ...call, bodyFile: path });
    const response = await follow(toFile, url, limits, userAgent);
    await decodeFile(path, response.headers, limits.maxBytes);
    return { mediaType: getMediaType(response) };
  };
}

/** The answer at the end of the redirects; a success. */
async function follow(
  request: GuardedRequest,
  url: string,
  { maxBytes, timeoutSeconds, accept, headers = {} }: DownloadLimits,
  userAgent: string,
): Promise<HttpAnswer> {
  const deadline = performance.now() + timeoutSeconds * 1000;
  const send = (hop: Hop) =>
    request({
      url: hop.url,
      method: 'GET',
      headers: { 'user-agent': userAgent, accept: acceptHeader(accept), ...hop.headers },
      timeoutSeconds: Math.max(deadline - performance.now(), 1) / 1000,
      maxBytes,
      largeBody: 'refuse',
    });
  let hop: Hop = { url, headers };
  let response = await send(hop);
  for (let followed = 0; followed < MOST_REDIRECTS; followed += 1) {
    const next = nextHop(hop, response);
    if (!next) break;
    hop = next;
    response = await send(hop).catch((error: unknown) => {
      throw refusedTarget(error, url, hop.url);
    });
  }
  const problem = statusProblem(hop.url, response);
  if (problem) throw problem;
  return response;
}

function getMediaType({ headers }: HttpAnswer): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() || undefined;
}

/** Some servers answer 406 where nothing that they have is accepted, though it would do. */
function acceptHeader(preferred: string | undefined): string {
  if (preferred === undefined) return '*/*';
  return preferred.includes('*/*') ? preferred : `${preferred},*/*;q=0.1`;
}

/** Where a redirect leads; undefined for any other answer. */
function nextHop({ url, headers }: Hop, response: HttpAnswer): Hop | undefined {
  const location = response.headers['location'];
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined)
    return undefined;
  const target = URL.parse(location, url);
  if (!target) return undefined;
  return { url: target.href, headers: target.origin === new URL(url).origin ? headers : {} };
}

/** Says that it was a redirect that led there. An address inside a network is not named. */
function refusedTarget(error: unknown, url: string, target: string): unknown {
  if (!(error instanceof GuardedRequestError)) return error;
  const name = isNameable(url, new URL(target)) ? target : 'an address that is not public';
  const words = {
    blocked_address: 'The URL redirects to an address that is not public, which is not called.',
    invalid_url: `The URL redirects to ${name}, which is not called. ${error.message}`,
  };
  const { category } = error;
  if (category !== 'blocked_address' && category !== 'invalid_url') return error;
  return new GuardedRequestError(category, words[category], { cause: error });
}
