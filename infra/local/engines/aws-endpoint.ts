import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import {
  type AwsAnswer,
  type AwsCall,
  type CallAws,
  isSigned,
  type TargetService,
  unsignedMessage,
} from './aws-call.ts';
import { DiskFullError, isDiskFull } from './disk-full-error.ts';
import { readRequestBody, TooLargeError } from './http.ts';
import type { MetricsEngine } from './metrics.ts';

/** An AWS service that is recognized by the path of a request. */
export interface PathService {
  /** Its name in metrics. */
  readonly name: string;
  accepts(path: string): boolean;
  /** Checks the request's signature itself. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface AwsEndpointOptions {
  /** Those that are open; more may follow. */
  readonly running: readonly {
    readonly services?: readonly TargetService[];
    readonly paths?: PathService;
  }[];
  /** Shown at `/metrics`. */
  readonly metrics: MetricsEngine;
  readonly log: Log;
}

/** What all AWS clients of the local stack talk to. */
export interface AwsEndpoint {
  /** Over HTTP: distinguishes the services by target and path, as their protocols allow. */
  readonly listener: RequestListener;
  /** For those inside: a call of a service whose operations are named by target. */
  readonly call: CallAws;
}

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export function createAwsEndpoint({ running, metrics, log }: AwsEndpointOptions): AwsEndpoint {
  function serviceOf(target: string): TargetService | undefined {
    for (const { services = [] } of running) {
      const found = services.find(({ targetPrefix }) => target.startsWith(targetPrefix));
      if (found) return found;
    }
    return undefined;
  }

  function note(operation: string): void {
    metrics.note('local_aws_requests', { operation });
  }

  /** A full disk is what the SDK repeats a call after; everything else is a fault of the stack's. */
  function fail(subject: string | undefined, error: unknown): AwsAnswer {
    const isFull = isDiskFull(error);
    const reason = isFull ? new DiskFullError(error).message : error;
    log({ source: 'stack', level: 'error', message: `${subject}: ${reason}` });
    return isFull ? unavailable : failed;
  }

  async function call({ target, authorization, body }: AwsCall): Promise<AwsAnswer> {
    note(target);
    if (!isSigned(authorization)) return unsigned;
    const service = serviceOf(target);
    if (service === undefined) {
      const message = `Reelhook's local run does not support ${target}`;
      log({ source: 'stack', level: 'error', message });
      return refusal(400, 'UnknownOperationException', message);
    }
    try {
      return await service.answer(target.slice(service.targetPrefix.length), body);
    } catch (error) {
      return fail(target, error);
    }
  }

  async function callOver(request: IncomingMessage, target: string): Promise<AwsAnswer> {
    const limit = serviceOf(target)?.largestBodyBytes ?? 0;
    try {
      const body = (await readRequestBody(request, limit)).toString('utf8');
      return await call({ target, authorization: request.headers.authorization ?? '', body });
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      return refusal(413, 'RequestEntityTooLargeException', error.message);
    }
  }

  async function dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, method, url = '/' } = request;
    if (!loopbackHost.test(headers.host ?? '')) {
      // A page of the web whose name has been pointed at this machine must not act for its visitor.
      return write(response, refusal(403, 'AccessDeniedException', 'Use 127.0.0.1 or localhost'));
    }
    if (method === 'GET' && url === '/metrics') {
      const type = 'text/plain; version=0.0.4; charset=utf-8';
      return void response.writeHead(200, { 'content-type': type }).end(metrics.render());
    }
    const target = String(headers['x-amz-target'] ?? '');
    if (target !== '') return write(response, await callOver(request, target));
    const service = running.find(({ paths }) => paths?.accepts(url))?.paths;
    if (service === undefined) {
      return write(response, refusal(404, 'UnknownOperationException', `Nothing serves ${url}`));
    }
    note(`${service.name}.${method}`);
    return service.handle(request, response);
  }

  return {
    call,
    listener(request, response) {
      dispatch(request, response).catch((error: unknown) => {
        // A client that hangs up in the middle has had its say.
        if (response.destroyed) return;
        const answer = fail(request.url, error);
        if (response.headersSent) response.destroy();
        else write(response, answer);
      });
    },
  };
}

function write(response: ServerResponse, { status, headers, body }: AwsAnswer): void {
  const length = { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

function refusal(status: number, __type: string, message: string): AwsAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: JSON.stringify({ __type, message }) };
}

const unsigned = refusal(403, 'MissingAuthenticationTokenException', unsignedMessage);
const { statusCode, body: full } = new DiskFullError(undefined);
const unavailable = refusal(statusCode, full.__type, full.message);
const failed = refusal(500, 'InternalServerError', 'The local stack failed; see its log');
