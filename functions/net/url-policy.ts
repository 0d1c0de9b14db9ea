import { isIP } from 'node:net';
import { addressProblem, type LoopbackPolicy } from './address-policy.ts';
import { GuardedRequestError } from './guarded-request-error.ts';

/** Which addresses chosen by users may be called. */
export interface UrlPolicy {
  readonly schemes: readonly ('http' | 'https')[];
  readonly loopback: LoopbackPolicy;
  /** In characters; optional, defaults to `MAX_URL_LENGTH`. */
  readonly longest?: number;
  /** Whether ports of other services are called too; optional, defaults to false. */
  readonly anyPort?: boolean;
  /** Whether spaces and the like are encoded rather than refused; optional, defaults to false. */
  readonly encodes?: boolean;
}

/** Longest URL taken, in characters: A2E's limit for `webhook_url`. */
export const MAX_URL_LENGTH = 2048;

/**
 * Ports below this belong to services that don't speak HTTP (mail, SSH, DNS, ...), so only the two HTTP ports among
 * them are called: a request to us must not become a message to such a service.
 */
const FIRST_UNRESERVED_PORT = 1024;
const HTTP_PORTS: readonly number[] = [80, 443];

/** Photos and other input files: http and https. */
export function downloadPolicy(loopback: LoopbackPolicy): UrlPolicy {
  return { schemes: ['http', 'https'], loopback };
}

/**
 * Files at providers: nobody reads these links, and no user chose them. They are signed at length, and lie where the
 * provider keeps them. Addresses that are not public are refused as everywhere.
 */
export function providerLinkPolicy(loopback: LoopbackPolicy): UrlPolicy {
  return { ...downloadPolicy(loopback), longest: 16_384, anyPort: true, encodes: true };
}

/** Webhooks: https only, except in a local run, where a receiver on the same machine rarely has a certificate. */
export function webhookPolicy(loopback: LoopbackPolicy): UrlPolicy {
  return { schemes: loopback === 'allowed' ? ['http', 'https'] : ['https'], loopback };
}

/**
 * Why this URL would be refused, in words, or nothing. Looks at its text only; what its name resolves to is checked
 * by `resolveAndCheck` and again at each connection.
 */
export function checkUrl(url: string, policy: UrlPolicy): string | undefined {
  try {
    admitUrl(url, policy);
    return undefined;
  } catch (error) {
    if (error instanceof GuardedRequestError) return error.message;
    throw error;
  }
}

/**
 * Parses a URL that a user chose.
 * @throws GuardedRequestError `invalid_url` or `blocked_address`.
 */
export function admitUrl(text: string, policy: UrlPolicy): URL {
  const url = parse(text, policy.longest);
  const problem = (policy.encodes ? undefined : spellingProblem(text)) ?? formProblem(url, policy);
  if (problem) throw new GuardedRequestError('invalid_url', problem);
  const blocked = hostProblem(getHost(url), policy.loopback);
  if (blocked) throw new GuardedRequestError('blocked_address', blocked);
  return url;
}

/** The host without the brackets that URLs put around IPv6 addresses. */
export function getHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function parse(text: string, longest = MAX_URL_LENGTH): URL {
  if (text.length > longest) {
    throw new GuardedRequestError('invalid_url', `The URL is longer than ${longest} characters.`);
  }
  const url = URL.parse(text);
  if (!url) throw new GuardedRequestError('invalid_url', 'The URL is not valid.');
  return url;
}

/** `new URL` quietly repairs these, so what is called would not be what the user reads. */
function spellingProblem(text: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(text)) {
    return 'The URL contains a space or a control character; write it percent-encoded.';
  }
  return text.includes('\\') ? 'The URL contains a backslash.' : undefined;
}

function formProblem(url: URL, policy: UrlPolicy): string | undefined {
  const scheme = url.protocol.slice(0, -1);
  if (!policy.schemes.some((allowed) => allowed === scheme)) {
    return `The URL must begin with ${policy.schemes.map((allowed) => `${allowed}://`).join(' or ')}.`;
  }
  if (url.username || url.password) return 'The URL must not contain a user name or password.';
  const port = Number(url.port || '443');
  if (!policy.anyPort && port < FIRST_UNRESERVED_PORT && !HTTP_PORTS.includes(port)) {
    return `Port ${port} is not called; use 80, 443 or one from ${FIRST_UNRESERVED_PORT} on.`;
  }
  return undefined;
}

/** Why a host as written is not called, in words; undefined if it may be. */
export function hostProblem(host: string, loopback: LoopbackPolicy): string | undefined {
  if (isIP(host)) {
    const problem = addressProblem(host, loopback);
    return problem && `The URL leads nowhere public: ${problem}.`;
  }
  const isLocalName = /(^|\.)localhost\.?$/.test(host);
  return isLocalName && loopback === 'refused'
    ? `The URL leads nowhere public: ${host} is the calling machine itself.`
    : undefined;
}
