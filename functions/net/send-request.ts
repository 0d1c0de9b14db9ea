import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import { openBodySink } from './body-sink.ts';
import { diagnoseReply } from './diagnose-reply.ts';
import { GuardedRequestError } from './guarded-request-error.ts';
import { getHost } from './url-policy.ts';
import { type WatchedReply, watchStatus } from './watch-status.ts';

export interface HttpCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything: name, connection, answer and its body. */
  readonly timeoutSeconds: number;
  /** How much of the answer's body is read at most. */
  readonly maxBytes: number;
  /**
   * What happens when the body is larger, or the answer breaks off after its status line: `cut` answers with what has
   * come (the status is what counts), `refuse` throws.
   */
  readonly largeBody: 'cut' | 'refuse';
  /** The path of a file that the answer's body is written to, instead of into memory; optional. */
  readonly bodyFile?: string;
}

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; of a header sent several times, the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where the call names a `bodyFile`. */
  readonly body: Uint8Array;
  /** Whether the answer broke off after its status line, or could not be read to its end. */
  readonly isBroken: boolean;
}

/** Sends one request over a connection that carries no other, and reads the answer. The caller closes the connection. */
export async function sendRequest(
  socket: Socket,
  url: URL,
  call: HttpCall,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const request = startRequest({
    createConnection: () => socket,
    method: call.method,
    path: url.pathname + url.search,
    headers: { ...call.headers, host: url.host },
    signal,
    // Reads what other clients read as well, such as a Content-Length beside chunks. Where parsers disagree, one answer
    // could be passed off as two; here a connection carries one.
    insecureHTTPParser: true,
  });
  const reply = watchStatus(request);
  const answered = responseTo(request);
  request.end(call.body);
  try {
    return await readAnswer(await answered, url, call);
  } catch (error) {
    const status = call.largeBody === 'cut' ? reply.status() : undefined;
    if (status !== undefined) return { status, headers: {}, body: Buffer.alloc(0), isBroken: true };
    if (signal.aborted) throw signal.reason;
    throw unreadable(url, reply, error);
  }
}

/** Says who answered, where the answer could not be read as HTTP. */
function unreadable(url: URL, reply: WatchedReply, error: unknown): unknown {
  if (error instanceof GuardedRequestError || reply.status() !== undefined) return error;
  const problem = diagnoseReply(reply.head());
  return problem === undefined
    ? error
    : new GuardedRequestError('connect', `${getHost(url)} ${problem}.`, { cause: error });
}

function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    request.on('upgrade', ({ statusCode: status = 101 }) => {
      const message = `The server answered with status ${status}, which was not asked for.`;
      reject(new GuardedRequestError('invalid_status', message, { status }));
    });
    request.on('error', reject);
    request.on('close', () =>
      reject(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' })),
    );
  });
}

async function readAnswer(
  response: IncomingMessage,
  url: URL,
  { maxBytes, largeBody, bodyFile }: HttpCall,
): Promise<HttpAnswer> {
  const headers = firstValues(response);
  if (largeBody === 'refuse' && Number(headers['content-length']) > maxBytes) {
    throw tooLarge(maxBytes);
  }
  const sink = await openBodySink(bodyFile);
  let size = 0;
  let isBroken = false;
  let body: Uint8Array = Buffer.alloc(0);
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      await sink.write(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch (error) {
    if (largeBody === 'refuse') throw brokenOff(url, error);
    isBroken = true;
  } finally {
    body = await sink.end();
  }
  if (size > maxBytes && largeBody === 'refuse') throw tooLarge(maxBytes);
  return {
    status: response.statusCode ?? 0,
    headers,
    body: body.subarray(0, maxBytes),
    isBroken,
  };
}

function tooLarge(maxBytes: number): GuardedRequestError {
  return new GuardedRequestError('too_large', `The answer is larger than ${maxBytes} bytes.`);
}

function brokenOff(url: URL, cause: unknown): GuardedRequestError {
  const message = `No answer from ${getHost(url)}: the connection was closed in the middle of the answer.`;
  return new GuardedRequestError('connect', message, { cause });
}

function firstValues({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [name, values?.[0] ?? '']),
  );
}
