import type { LookupFunction } from 'node:net';
import type { buildConnector } from 'undici';
import { addressProblem, type LoopbackPolicy } from './address-policy.ts';
import { GuardedRequestError } from './guarded-request-error.ts';
import { lookUpPublic, type NameLookup } from './resolve-and-check.ts';

/** Longest time to a connection, TLS included. */
const CONNECT_SECONDS = 5;

/** How connections are opened and names looked up; tests put their own in place. */
export interface ConnectorParts {
  readonly loopback: LoopbackPolicy;
  readonly lookUp: NameLookup;
  readonly buildConnector: typeof buildConnector;
}

/**
 * Opens connections to public addresses only. Every answer of the name service is checked, and the address at the
 * other end once connected, whatever led there. Literal addresses, for which no look-up happens, are refused with
 * the URL's text before they come here.
 * @param onPeer is told the other end's address before anything is sent.
 */
export function guardedConnector(
  { loopback, lookUp, buildConnector: build }: ConnectorParts,
  onPeer: (address: string) => void,
): buildConnector.connector {
  const open = build({
    allowH2: false,
    timeout: CONNECT_SECONDS * 1000,
    lookup: guardedLookup(loopback, lookUp),
  });
  return (options, callback) => {
    open(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      const peer = socket.remoteAddress ?? '';
      const problem = addressProblem(peer, loopback);
      if (!problem) {
        onPeer(peer);
        return callback(null, socket);
      }
      socket.destroy();
      return callback(
        new GuardedRequestError(
          'blocked_address',
          `The connection led nowhere public: ${problem}.`,
        ),
        null,
      );
    });
  };
}

function guardedLookup(loopback: LoopbackPolicy, lookUp: NameLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookUpPublic(hostname, loopback, lookUp).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) callback(null, addresses);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
