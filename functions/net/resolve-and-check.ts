import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { addressProblem, type LoopbackPolicy } from './address-policy.ts';
import { createFailure } from './failure.ts';
import { GuardedRequestError } from './guarded-request-error.ts';
import { admitUrl, getHost, type UrlPolicy } from './url-policy.ts';

/** One answer of the name service. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Longest time to a name's addresses: the system's own goes up to half a minute. */
const LOOK_UP_SECONDS = 4;

/** All addresses of a name. Fails as `dns.lookup` does. */
export type NameLookup = (hostname: string) => Promise<ResolvedAddress[]>;

/** The machine's own name service. */
export function systemLookup(hostname: string): Promise<ResolvedAddress[]> {
  return lookup(hostname, { all: true });
}

/**
 * The addresses of a name, all of them fit to be called: one private address among them refuses the name, because
 * the next look-up may return it alone.
 * @param signal optional; gives up before the look-up's own time is over
 * @throws GuardedRequestError `dns` or `blocked_address`.
 */
export async function lookUpPublic(
  hostname: string,
  loopback: LoopbackPolicy,
  lookUp: NameLookup,
  signal?: AbortSignal,
): Promise<ResolvedAddress[]> {
  const addresses = await inTime(lookUp(hostname), hostname, signal).catch((error: unknown) => {
    throw createFailure(error, hostname);
  });
  if (addresses.length === 0) {
    throw new GuardedRequestError('dns', `The name ${hostname} has no address.`);
  }
  for (const { address } of addresses) {
    const problem = addressProblem(address, loopback);
    if (problem) {
      throw new GuardedRequestError(
        'blocked_address',
        `The name ${hostname} leads nowhere public: ${problem}.`,
        // For the operator's log alone: what a name means inside a network is not for callers.
        { cause: new Error(`${hostname} resolves to ${address}`) },
      );
    }
  }
  return addresses;
}

async function inTime<T>(pending: Promise<T>, hostname: string, signal?: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const message = `The name ${hostname} could not be resolved within ${LOOK_UP_SECONDS} seconds.`;
  const tooLong = () => reject(new GuardedRequestError('dns', message));
  const timer = setTimeout(tooLong, LOOK_UP_SECONDS * 1000);
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([pending, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/**
 * Why a call to this URL would be refused, in words, or nothing: its text and what its name resolves to now. For the
 * moment a URL is registered; each connection checks again.
 */
export async function resolveAndCheck(
  text: string,
  policy: UrlPolicy,
  lookUp: NameLookup = systemLookup,
): Promise<string | undefined> {
  try {
    const host = getHost(admitUrl(text, policy));
    if (!isIP(host)) await lookUpPublic(host, policy.loopback, lookUp);
    return undefined;
  } catch (error) {
    if (error instanceof GuardedRequestError) return error.message;
    throw error;
  }
}
