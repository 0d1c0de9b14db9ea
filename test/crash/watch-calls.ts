import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createPass, type SharedFaults } from './points.ts';

/** What undici tells of a request (undici documentation, "Diagnostics Channel Support"), as far as read. */
interface FetchMessage {
  readonly request: { readonly origin?: unknown; readonly method?: string };
}

/** What Node tells of a request of `node:http` (Node documentation, Diagnostics Channel, "HTTP"), as far as read. */
interface HttpMessage {
  readonly request: Pick<ClientRequest, 'getHeader' | 'method'>;
}

/**
 * Passes a point before each HTTP request that this thread makes with `fetch` or `node:http`, and one before its answer
 * is read. Requests to the AWS endpoint have points of their own there.
 */
function watchCalls(pass: (point: string) => void, endpointUrl: string): void {
  const endpointHost = new URL(endpointUrl).host;
  function watchFetch(channel: string, moment: string): void {
    subscribe(channel, (message) => {
      const { request } = message as FetchMessage;
      if (String(request.origin) !== endpointUrl) pass(`${moment} ${request.method} outside`);
    });
  }
  function watchHttp(channel: string, moment: string): void {
    subscribe(channel, (message) => {
      const { request } = message as HttpMessage;
      if (request.getHeader('host') !== endpointHost) pass(`${moment} ${request.method} outside`);
    });
  }
  watchFetch('undici:client:sendHeaders', 'before');
  watchFetch('undici:request:headers', 'after');
  watchHttp('http.client.request.start', 'before');
  watchHttp('http.client.response.finish', 'after');
}

/** What a function's worker thread calls before it loads the function's code. */
export function preload(faults: SharedFaults, endpointUrl: string): void {
  watchCalls(createPass(faults), endpointUrl);
}
