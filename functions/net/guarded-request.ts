import { buildConnector, Client, type Dispatcher } from 'undici';
import { isLoopback } from './address-policy.ts';
import { failureOf } from './failure.ts';
import { type ConnectorParts, guardedConnector } from './guarded-connector.ts';
import { GuardedRequestError } from './guarded-request-error.ts';
import { systemLookup } from './resolve-and-check.ts';
import { admitUrl, hostOf, type UrlPolicy } from './url-policy.ts';

export interface GuardedCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything: name, connection, answer and its body. */
  readonly timeoutSeconds: number;
  /** How much of the answer's body is read at most. */
  readonly maxBytes: number;
  /**
   * What happens when the body is larger, or breaks off: `cut` answers with what has come (the status is what
   * counts), `refuse` throws.
   */
  readonly largeBody: 'cut' | 'refuse';
}

export interface GuardedResponse {
  readonly status: number;
  /** Names in lower case; of a header sent several times, the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Whether the answer came from this machine itself. */
  readonly fromLoopback: boolean;
}

/**
 * One HTTP request to an address that a user chose. Redirects are not followed: a 3xx is an answer like another.
 * @throws GuardedRequestError for what the address or its server is to blame for.
 */
export type GuardedRequest = (call: GuardedCall) => Promise<GuardedResponse>;

/** Makes the one way that calls to users' addresses leave. Each call has its own connection, so nothing is shared. */
export function createGuardedRequest(
  policy: UrlPolicy,
  parts: Partial<Omit<ConnectorParts, 'loopback'>> = {},
): GuardedRequest {
  const connectorParts = {
    lookUp: systemLookup,
    buildConnector,
    ...parts,
    loopback: policy.loopback,
  };
  return async (call) => {
    const url = admitUrl(call.url, policy);
    let peer = '';
    const connect = guardedConnector(connectorParts, (address) => {
      peer = address;
    });
    const client = new Client(url.origin, { connect, pipelining: 0 });
    try {
      const answer = await exchange(client, url, call);
      return { ...answer, fromLoopback: isLoopback(peer) };
    } catch (error) {
      throw failureOf(error, hostOf(url));
    } finally {
      await client.destroy();
    }
  };
}

async function exchange(
  client: Client,
  url: URL,
  call: GuardedCall,
): Promise<Omit<GuardedResponse, 'fromLoopback'>> {
  const response = await client.request({
    path: url.pathname + url.search,
    method: call.method,
    headers: { ...call.headers },
    body: call.body ?? null,
    signal: AbortSignal.timeout(call.timeoutSeconds * 1000),
  });
  const headers = firstValues(response.headers);
  if (call.largeBody === 'refuse' && Number(headers['content-length']) > call.maxBytes) {
    throw tooLarge(call.maxBytes);
  }
  const body = await readBody(response.body, call);
  return { status: response.statusCode, headers, body };
}

async function readBody(
  stream: Dispatcher.ResponseData['body'],
  { maxBytes, largeBody }: GuardedCall,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch (error) {
    if (largeBody === 'refuse') throw error;
  }
  if (size > maxBytes && largeBody === 'refuse') throw tooLarge(maxBytes);
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function tooLarge(maxBytes: number): GuardedRequestError {
  return new GuardedRequestError('too_large', `The answer is larger than ${maxBytes} bytes.`);
}

function firstValues(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value[0] : value) ?? '',
    ]),
  );
}
