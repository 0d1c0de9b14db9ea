import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import type { BucketsEngine } from './buckets/buckets-engine.ts';
import { isInvokePath } from './functions/invoke-api.ts';
import { type JsonService, serveJson } from './json-service.ts';
import type { MetricsEngine } from './metrics.ts';
import type { TablesEngine } from './tables/tables-engine.ts';

export interface EndpointServices {
  tables: TablesEngine;
  buckets: BucketsEngine;
  invokeApi(request: IncomingMessage, response: ServerResponse): Promise<void>;
  jsonServices: JsonService[];
  /** Shown at `/metrics`. */
  metrics: MetricsEngine;
}

const DYNAMODB_TARGET = 'DynamoDB_20120810.';
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * The one address that all AWS clients of the local stack talk to: tells the services apart by target and path, as
 * their protocols allow.
 */
export function createEndpoint(services: EndpointServices, log: Log) {
  async function dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!loopbackHost.test(request.headers.host ?? '')) {
      // A page of the web whose name has been pointed at this machine must not act for its visitor.
      return refuse(response, 403, 'AccessDeniedException', 'Use 127.0.0.1 or localhost');
    }
    if (request.method === 'GET' && request.url === '/metrics') {
      const type = 'text/plain; version=0.0.4; charset=utf-8';
      response.writeHead(200, { 'content-type': type }).end(services.metrics.render());
      return;
    }
    const target = String(request.headers['x-amz-target'] ?? '');
    const isLambda = isInvokePath(request.url ?? '/');
    const operation = target || `${isLambda ? 'Lambda' : 'S3'}.${request.method}`;
    services.metrics.note('local_aws_requests', { operation });
    if (target === '' && !isLambda) return services.buckets.handle(request, response);
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
      const message = 'Request is missing Authentication Token';
      return refuse(response, 403, 'MissingAuthenticationTokenException', message);
    }
    if (isLambda) return services.invokeApi(request, response);
    if (target.startsWith(DYNAMODB_TARGET)) {
      return services.tables.handle(target.slice(DYNAMODB_TARGET.length), request, response);
    }
    const service = services.jsonServices.find(({ targetPrefix }) =>
      target.startsWith(targetPrefix),
    );
    if (service !== undefined) return serveJson(service, target, request, response);
    const message = `Reelhook's local run does not support ${target}`;
    log({ source: 'stack', level: 'error', message });
    refuse(response, 400, 'UnknownOperationException', message);
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    dispatch(request, response).catch((error: unknown) => {
      // A client that hangs up in the middle has had its say.
      if (response.destroyed) return;
      log({ source: 'stack', level: 'error', message: `${request.url}: ${error}` });
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'InternalServerError', 'The local stack failed; see its log');
    });
  };
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ __type: type, message }));
}
