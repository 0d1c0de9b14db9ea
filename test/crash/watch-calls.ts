import { subscribe } from 'node:diagnostics_channel';
import { createPass, type SharedFaults } from './points.ts';

/** What undici tells of a request (undici documentation, "Diagnostics Channel Support"), as far as read. */
interface RequestMessage {
  readonly request: { readonly origin?: unknown; readonly method?: string };
}

/**
 * Passes a point before each HTTP request that this thread makes with undici or fetch, and one before its answer is
 * read. Requests to the AWS endpoint have points of their own there.
 */
function watchCalls(pass: (point: string) => void, endpointUrl: string): void {
  function watch(channel: string, moment: string): void {
    subscribe(channel, (message) => {
      const { request } = message as RequestMessage;
      if (String(request.origin) !== endpointUrl) pass(`${moment} ${request.method} outside`);
    });
  }
  watch('undici:client:sendHeaders', 'before');
  watch('undici:request:headers', 'after');
}

/** What a function's worker thread calls before it loads the function's code. */
export function preload(faults: SharedFaults, endpointUrl: string): void {
  watchCalls(createPass(faults), endpointUrl);
}
