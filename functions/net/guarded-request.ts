import { connect } from 'node:net';
import { createFailure } from './failure.ts';
import { type ConnectionDependencies, openConnection } from './guarded-connection.ts';
import { systemLookup } from './resolve-and-check.ts';
import { type HttpAnswer, type HttpCall, sendRequest } from './send-request.ts';
import { admitUrl, getHost, type UrlPolicy } from './url-policy.ts';

/**
 * One HTTP request to an address that a user chose. Redirects are not followed: a 3xx is an answer like another.
 * @throws GuardedRequestError for what the address or its server is to blame for.
 */
export type GuardedRequest = (call: HttpCall) => Promise<HttpAnswer>;

/**
 * Makes the one way that calls to users' addresses leave. Each call has its own connection: its peer is checked,
 * and nothing that a server sends can be taken for the answer to another call.
 */
export function createGuardedRequest(
  policy: UrlPolicy,
  dependencies: Partial<Omit<ConnectionDependencies, 'loopback'>> = {},
): GuardedRequest {
  const connection = { lookUp: systemLookup, connect, ...dependencies, loopback: policy.loopback };
  return async (call) => {
    const url = admitUrl(call.url, policy);
    const signal = AbortSignal.timeout(Math.ceil(call.timeoutSeconds * 1000));
    try {
      const socket = await openConnection(url, connection, signal);
      try {
        return await sendRequest(socket, url, call, signal);
      } finally {
        socket.destroy();
      }
    } catch (error) {
      throw createFailure(error, getHost(url));
    }
  };
}
