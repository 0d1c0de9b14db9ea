import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestOverHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestOverHttps } from 'node:https';

export interface RequestHead {
  readonly method: string;
  readonly url: URL;
  /** `content-length` among them, where there is a body. */
  readonly headers: Readonly<Record<string, string | number>>;
  /** Optional; the longest silence of the other side. */
  readonly timeoutMilliseconds?: number;
  /** Optional; ends the request as well. */
  readonly signal?: AbortSignal;
}

export interface OpenRequest {
  /** Takes the body. */
  readonly request: ClientRequest;
  /** Rejects with StaleConnectionError, or with whatever else keeps an answer from coming. */
  readonly answered: Promise<IncomingMessage>;
}

/**
 * The connection was kept from an earlier request and closed by the other side meanwhile, as those of a function are that
 * was frozen for a while: nobody has seen the request, as far as that can be known.
 */
export class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError';
}

const CLOSED: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

const agents = {
  http: new HttpAgent({ keepAlive: true, maxSockets: 50 }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: 50 }),
};

/** Begins a request to AWS over a connection that is kept: a `fetch` takes several times the CPU. */
export function openRequest({
  method,
  url,
  headers,
  timeoutMilliseconds,
  signal,
}: RequestHead): OpenRequest {
  const isSecure = url.protocol === 'https:';
  const answered = Promise.withResolvers<IncomingMessage>();
  const request = (isSecure ? requestOverHttps : requestOverHttp)(
    {
      method,
      hostname: url.hostname,
      port: url.port,
      path: url.pathname,
      agent: isSecure ? agents.https : agents.http,
      ...(signal && { signal }),
      headers,
    },
    answered.resolve,
  );
  request.on('error', (error) => {
    const isStale = request.reusedSocket && 'code' in error && CLOSED.includes(error.code);
    answered.reject(isStale ? new StaleConnectionError(error.message, { cause: error }) : error);
  });
  if (timeoutMilliseconds !== undefined) {
    request.setTimeout(timeoutMilliseconds, () =>
      request.destroy(new Error(`No answer within ${timeoutMilliseconds} ms`)),
    );
  }
  return { request, answered: answered.promise };
}
