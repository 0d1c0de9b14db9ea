import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answered } from './answer.ts';
import { toApiError } from './api-error.ts';
import { document, failure, success } from './envelope.ts';

/**
 * Wraps what the routes answer and the errors they end in into A2E's envelope, with a fresh `trace_id` for each
 * request. A public document goes out as it is.
 */
export function respondInEnvelope(
  logger: Logger,
  clock: { now(): number },
): MiddlewareObj<APIGatewayProxyEventV2, unknown> {
  function respond(
    event: APIGatewayProxyEventV2,
    make: (traceId: string) => APIGatewayProxyStructuredResultV2,
  ): APIGatewayProxyStructuredResultV2 {
    const traceId = randomUUID();
    const response = make(traceId);
    const { method, path } = event.requestContext.http;
    logger.info(`${method} ${path} ${response.statusCode}`, { trace_id: traceId });
    return response;
  }

  return {
    after(request) {
      const { form, data } = request.response as Answered;
      request.response = respond(request.event, (traceId) =>
        form === 'document' ? document(data) : success(data, traceId),
      );
    },
    onError(request) {
      const error = toApiError(request.error);
      request.response = respond(request.event, (traceId) => {
        if (error.status >= 500) {
          logger.error('internal fault', { error: request.error as Error, trace_id: traceId });
        }
        return failure(error, traceId, clock.now());
      });
    },
  };
}
