import { EventEmitter } from 'node:events';
import http, { type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import type { AwsAnswer, CallAws } from '../aws-call.ts';

/** What passes for an `http.IncomingMessage`. */
class DirectAnswer extends Readable {
  readonly httpVersion = '1.1';
  readonly statusMessage = '';
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  private readonly body: string;

  constructor({ status, headers, body }: AwsAnswer) {
    super();
    this.statusCode = status;
    this.headers = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    this.body = body;
  }

  get rawHeaders(): string[] {
    return Object.entries(this.headers).flat().map(String);
  }

  override _read(): void {
    if (this.body !== '') this.push(this.body);
    this.push(null);
  }

  /** Reads it as our own client does, past a stream's machinery, which takes ten times as long. */
  override async *[Symbol.asyncIterator](): NodeJS.AsyncIterator<Buffer> {
    if (this.body !== '') yield Buffer.from(this.body);
  }
}

/** What passes for an `http.ClientRequest` whose body is text. */
class DirectRequest extends EventEmitter {
  readonly reusedSocket = true;
  destroyed = false;
  private body = '';
  private readonly headers: Readonly<Record<string, string>>;
  private readonly callAws: CallAws;

  constructor(headers: Readonly<Record<string, string>>, callAws: CallAws) {
    super();
    this.headers = headers;
    this.callAws = callAws;
  }

  write(part: string | Uint8Array): boolean {
    this.body += typeof part === 'string' ? part : Buffer.from(part).toString();
    return true;
  }

  end(part: string | Uint8Array = ''): this {
    this.write(part);
    const { 'x-amz-target': target = '', authorization = '' } = this.headers;
    this.callAws({ target, authorization, body: this.body }).then(
      (answer) => this.destroyed || this.emit('response', new DirectAnswer(answer)),
      () => this.destroy(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
    );
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (error !== undefined) process.nextTick(() => this.emit('error', error));
    return this;
  }

  /** Whoever answers is here: there is no connection that could be silent. */
  setTimeout(): this {
    return this;
  }

  setNoDelay(): void {}
  setSocketKeepAlive(): void {}
}

/**
 * Makes this thread's requests of the AWS JSON protocols to the endpoint go to `callAws` instead of over a socket, where
 * they are made with `fetch` of a `Request`, or with `http.request` and a function for the answer. All others are left
 * alone.
 * @param onOutside called before each request to anywhere else
 */
export function sendDirectly(endpointUrl: string, callAws: CallAws, onOutside: () => void): void {
  const { host, hostname, port } = new URL(endpointUrl);
  replaceRequest(({ headers, method, ...options }, answered) => {
    const isInside =
      (options.hostname ?? options.host) === hostname && String(options.port) === port;
    if (!isInside) onOutside();
    const known = method === 'POST' && isInside ? targetHeaders(headers) : undefined;
    if (known === undefined || typeof answered !== 'function') return undefined;
    return new DirectRequest(known, callAws).once(
      'response',
      answered as (answer: DirectAnswer) => void,
    );
  });
  const fetchOverSocket = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const isInside = URL.parse(request?.url ?? String(input))?.host === host;
    if (!isInside) onOutside();
    const target = isInside && request?.headers.get('x-amz-target');
    if (!request || !target) return fetchOverSocket(input, init);
    const authorization = request.headers.get('authorization') ?? '';
    const { signal } = init ?? {};
    const call = callAws({ target, authorization, body: await request.text() });
    const { status, headers, body } = await (signal ? untilAborted(call, signal) : call);
    return new Response(body, { status, headers });
  };
}

type Replace = (options: RequestOptions, answered: unknown) => DirectRequest | undefined;

function replaceRequest(replace: Replace): void {
  const overSocket = http.request;
  function request(...parameters: unknown[]): unknown {
    const [options, answered] = parameters;
    const isOptions = typeof options === 'object' && options !== null && !(options instanceof URL);
    const direct = isOptions ? replace(options, answered) : undefined;
    return direct ?? Reflect.apply(overSocket, http, parameters);
  }
  http.request = request as typeof http.request;
  syncBuiltinESMExports();
}

/** @throws whatever the signal gives as the reason */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, aborted.promise]).finally(() =>
    signal.removeEventListener('abort', abort),
  );
}

/** The headers in lower case, of a request whose operation is among them. */
function targetHeaders(headers: RequestOptions['headers']): Record<string, string> | undefined {
  if (headers === undefined || Array.isArray(headers)) return undefined;
  const lowerCase: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    lowerCase[name.toLowerCase()] = String(value);
  }
  return lowerCase['x-amz-target'] === undefined ? undefined : lowerCase;
}
