import type { Cipher } from './cipher.ts';
import type { SealedHeaders } from './endpoint-options.ts';

/** What is sealed must fit into one call to KMS (AWS KMS API reference, Encrypt: 4,096 bytes). */
const MOST_BYTES = 4096;
const MOST_HEADERS = 20;

/** Ours, those of the connection, and those that HTTP itself reads (RFC 9110, 7.2, 7.6 and 8). */
const RESERVED = [
  'accept-encoding connection content-encoding content-length content-type cookie2 date expect host',
  'http2-settings keep-alive te trailer transfer-encoding upgrade user-agent via x-a2e-webhook-token',
].flatMap((names) => names.split(' '));
const RESERVED_PREFIXES: readonly string[] = ['webhook-', 'proxy-', 'sec-', 'svix-'];

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** RFC 9110, 5.5, without bytes that are not ASCII, and without white space at either end. */
const VALUE = /^(?:[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?$/;

/** Why these headers can't be sent: the name of the header, if one is to blame, and what is wrong in words. Values are not repeated. */
export function headerProblems(
  headers: Readonly<Record<string, string>>,
): { name?: string; message: string }[] {
  const names = Object.keys(headers);
  const problems = names.flatMap((name) => {
    const message = headerProblem(name, headers[name] ?? '');
    return message ? [{ name, message }] : [];
  });
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    return [...problems, { message: 'names a header twice' }];
  }
  if (names.length > MOST_HEADERS) {
    return [...problems, { message: `must have at most ${MOST_HEADERS} headers` }];
  }
  return Buffer.byteLength(JSON.stringify(headers)) > MOST_BYTES
    ? [...problems, { message: `must be at most ${MOST_BYTES} bytes in all` }]
    : problems;
}

function headerProblem(name: string, value: string): string | undefined {
  if (!TOKEN.test(name))
    return 'is not the name of a header: letters, digits and dashes, up to 100';
  const lower = name.toLowerCase();
  if (RESERVED.includes(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    return 'is set by us or by the connection, and can’t be changed';
  }
  return VALUE.test(value)
    ? undefined
    : 'must be printable ASCII characters, without white space at its ends';
}

/** Undefined where there are none. */
export async function sealHeaders(
  cipher: Cipher,
  endpointId: string,
  headers: Readonly<Record<string, string>>,
): Promise<SealedHeaders | undefined> {
  const names = Object.keys(headers);
  if (names.length === 0) return undefined;
  return { names, sealed: await cipher.seal(JSON.stringify(headers), sealingContext(endpointId)) };
}

/** The headers as they were given. */
export async function openHeaders(
  cipher: Cipher,
  endpointId: string,
  headers: SealedHeaders | undefined,
): Promise<Readonly<Record<string, string>>> {
  return headers ? JSON.parse(await cipher.open(headers.sealed, sealingContext(endpointId))) : {};
}

function sealingContext(endpointId: string): Record<string, string> {
  return { purpose: 'webhook-headers', endpoint: endpointId };
}
