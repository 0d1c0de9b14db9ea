import http, { type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Readable, Writable } from 'node:stream';
import type { AwsAnswer, CallAws } from '../aws-call.ts';

/** What passes for an `http.IncomingMessage`. */
class DirectAnswer extends Readable {
  readonly httpVersion = '1.1';
  readonly statusMessage = '';
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];

  constructor({ status, headers, body }: AwsAnswer) {
    super();
    this.statusCode = status;
    this.headers = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    this.rawHeaders = Object.entries(this.headers).flat().map(String);
    if (body !== '') this.push(body);
    this.push(null);
  }

  override _read(): void {}
}

/** What passes for an `http.ClientRequest`. */
class DirectRequest extends Writable {
  readonly reusedSocket = true;
  private readonly parts: string[] = [];
  private readonly headers: Readonly<Record<string, string>>;
  private readonly callAws: CallAws;

  constructor(headers: Readonly<Record<string, string>>, callAws: CallAws) {
    super({ decodeStrings: false, autoDestroy: false });
    this.headers = headers;
    this.callAws = callAws;
  }

  override _write(part: string | Buffer, _encoding: string, done: () => void): void {
    this.parts.push(part.toString());
    done();
  }

  override _final(done: () => void): void {
    const { 'x-amz-target': target = '', authorization = '' } = this.headers;
    this.callAws({ target, authorization, body: this.parts.join('') }).then(
      (answer) => this.destroyed || this.emit('response', new DirectAnswer(answer)),
      () => this.destroy(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
    );
    done();
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
 * they are made with `http.request` and given a function for the answer. All other requests are left alone.
 */
export function sendDirectly(endpointUrl: string, callAws: CallAws): void {
  const { hostname, port } = new URL(endpointUrl);
  const overSocket = http.request;

  function request(...parameters: unknown[]): unknown {
    const [options, answered] = parameters as [RequestOptions, (answer: DirectAnswer) => void];
    const headers = targetHeaders(options);
    const isOurs =
      headers !== undefined &&
      typeof answered === 'function' &&
      (options.hostname ?? options.host) === hostname &&
      String(options.port) === port;
    if (!isOurs) return Reflect.apply(overSocket, http, parameters);
    return new DirectRequest(headers, callAws).once('response', answered);
  }

  http.request = request as typeof http.request;
  syncBuiltinESMExports();
}

/** The headers in lower case, of a request whose operation is among them. */
function targetHeaders({ headers, method }: RequestOptions): Record<string, string> | undefined {
  if (method !== 'POST' || headers === undefined || Array.isArray(headers)) return undefined;
  const lowerCase = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return lowerCase['x-amz-target'] === undefined ? undefined : lowerCase;
}
