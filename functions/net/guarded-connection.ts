import { once } from 'node:events';
import { type connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { addressProblem, type LoopbackPolicy } from './address-policy.ts';
import { GuardedRequestError } from './guarded-request-error.ts';
import { lookUpPublic, type NameLookup, type ResolvedAddress } from './resolve-and-check.ts';
import { getHost } from './url-policy.ts';

/** Longest time from the name's addresses to a connection, TLS included. */
const CONNECT_SECONDS = 5;

export interface ConnectionDependencies {
  readonly loopback: LoopbackPolicy;
  readonly lookUp: NameLookup;
  readonly connect: typeof connect;
}

/**
 * Opens a connection to a public address, secured if the URL says so. Every answer of the name service is checked, and
 * the address at the other end once connected, before a byte is sent. Literal addresses, for which no look-up happens,
 * are refused with the URL's text before they come here. The caller destroys the socket.
 * @throws GuardedRequestError, and what `once` throws when the signal aborts.
 */
export async function openConnection(
  url: URL,
  dependencies: ConnectionDependencies,
  signal: AbortSignal,
): Promise<Socket> {
  const host = getHost(url);
  const addresses = isIP(host)
    ? []
    : await lookUpPublic(host, dependencies.loopback, dependencies.lookUp, signal);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_SECONDS * 1000)]);
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port || (isSecure ? 443 : 80));
  const socket = dependencies.connect({ host, port, lookup: answerWith(addresses) });
  try {
    await connected(socket, 'connect', limit);
    refusePrivatePeer(socket, dependencies.loopback);
    socket.setNoDelay(true);
    return isSecure ? await secure(socket, host, limit) : socket;
  } catch (error) {
    socket.destroy();
    if (signal.aborted || !limit.aborted) throw error;
    const message = `No connection to ${host} within ${CONNECT_SECONDS} seconds: nothing answers on port ${port}, or a firewall drops what comes.`;
    throw new GuardedRequestError('timeout', message, { cause: error });
  }
}

function refusePrivatePeer(socket: Socket, loopback: LoopbackPolicy): void {
  const problem = addressProblem(socket.remoteAddress ?? '', loopback);
  if (!problem) return;
  throw new GuardedRequestError(
    'blocked_address',
    `The connection led nowhere public: ${problem}.`,
    { cause: new Error(`connected to ${socket.remoteAddress}`) },
  );
}

async function secure(socket: Socket, host: string, limit: AbortSignal): Promise<Socket> {
  const name = host.replace(/\.$/, '');
  const secured = connectTls({
    socket,
    host: name,
    servername: isIP(name) ? '' : name,
    ALPNProtocols: ['http/1.1'],
  });
  await connected(secured, 'secureConnect', limit);
  return secured;
}

/** A socket may fail again after it was given up; that is no error of anyone's. */
async function connected(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<void> {
  socket.on('error', () => {});
  await once(socket, event, { signal });
}

/** The addresses that were checked are those that are called: no second look-up comes between. */
function answerWith(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
