import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { TypedResource } from '../../resource-type.ts';
import { type CorsRule, corsHeaders, preflightHeaders } from '../cors.ts';
import type { FunctionsEngine } from '../functions/functions-engine.ts';
import { LARGEST_PAYLOAD_BYTES } from '../functions/invocation.ts';
import { readRequestBody, TooLargeError } from '../http.ts';
import { createApiEvent, splitUrl } from './api-event.ts';
import {
  type ApiResponse,
  gatewayMessage,
  parseApiResponse,
  writeResponse,
} from './api-response.ts';
import type { ApiProperties, IntegrationProperties, RouteProperties } from './api-types.ts';
import { createRouter, type RouteMatch } from './routes.ts';

/** The largest body that API Gateway passes on (API Gateway Developer Guide, "HTTP API quotas"). */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

export interface HttpApiOptions {
  api: TypedResource<ApiProperties>;
  routes: TypedResource<RouteProperties>[];
  integrations: TypedResource<IntegrationProperties>[];
  /** Runs the function and answers its result. @param payload JSON text */
  invoke: FunctionsEngine['invoke'];
  clock: LocalClock;
  log: Log;
}

type Match = RouteMatch<IntegrationProperties>;

/** Makes the listener that turns HTTP requests into function events and their results into answers. */
export function createHttpApi(options: HttpApiOptions) {
  const integrations = new Map(
    options.integrations.map(({ logicalId, properties }) => [logicalId, properties]),
  );
  const route = createRouter(
    options.routes.map(({ logicalId, properties }) => {
      const target = integrations.get(properties.Target.replace('integrations/', ''));
      if (target === undefined) throw new Error(`Route ${logicalId} has no integration`);
      return { routeKey: properties.RouteKey, target };
    }),
  );
  const cors = corsRules(options.api.properties);

  async function answer(request: IncomingMessage): Promise<ApiResponse> {
    const match = route(request.method ?? 'GET', splitUrl(request.url ?? '/').pathname);
    if (match === undefined) return gatewayMessage(404, 'Not Found');
    try {
      const body = await readRequestBody(request, LARGEST_BODY_BYTES);
      return await integrate(request, match, body);
    } catch (error) {
      if (error instanceof TooLargeError) return gatewayMessage(413, 'Request Entity Too Large');
      throw error;
    }
  }

  async function integrate(
    request: IncomingMessage,
    { routeKey, pathParameters, target }: Match,
    body: Buffer,
  ): Promise<ApiResponse> {
    const now = options.clock.now();
    const apiId = options.api.logicalId;
    const event = createApiEvent(request, { apiId, routeKey, pathParameters, body, now });
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES) {
      throw new TooLargeError('The request is larger than an event of Lambda may be');
    }
    const invocation = options.invoke(target.IntegrationUri, payload, { callerWaits: true });
    const result = await within(invocation, target.TimeoutInMillis);
    if (result === undefined) return gatewayMessage(503, 'Service Unavailable');
    const response = result.outcome === 'succeeded' ? parseApiResponse(result.payload) : undefined;
    return response ?? gatewayMessage(500, 'Internal Server Error');
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (cors.length > 0 && request.method === 'OPTIONS') {
      return void response.writeHead(204, preflightHeaders(cors, request.headers)).end();
    }
    const answered = await answer(request);
    const shared = corsHeaders(cors, request.headers.origin, request.method ?? 'GET');
    writeResponse(response, { ...answered, headers: { ...answered.headers, ...shared } });
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      // A client that hangs up in the middle has had its say.
      if (response.destroyed) return;
      options.log({ source: 'api', level: 'error', message: `Could not answer: ${error}` });
      if (response.headersSent) response.destroy();
      else writeResponse(response, gatewayMessage(500, 'Internal Server Error'));
    });
  };
}

/** The promise's value, or undefined when it takes longer than API Gateway waits (of the machine's time). */
async function within<Value>(promise: Promise<Value>, milliseconds: number) {
  const cut = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => cut.resolve(undefined), milliseconds);
  try {
    return await Promise.race([promise, cut.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function corsRules({ CorsConfiguration: cors }: ApiProperties): CorsRule[] {
  if (cors === undefined || cors.AllowOrigins.length === 0) return [];
  return [
    {
      origins: cors.AllowOrigins,
      methods: cors.AllowMethods,
      headers: cors.AllowHeaders,
      exposedHeaders: cors.ExposeHeaders,
      credentials: cors.AllowCredentials,
      maxAgeSeconds: cors.MaxAge,
    },
  ];
}
