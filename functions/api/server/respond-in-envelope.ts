import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldIssue } from '../../catalog/invalid-request-error.ts';
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
    warnings: readonly FieldIssue[] = [],
  ): APIGatewayProxyStructuredResultV2 {
    const traceId = randomUUID();
    const response = make(traceId);
    const { method, path } = event.requestContext.http;
    logger.info(`${method} ${path} ${response.statusCode}`, {
      trace_id: traceId,
      ...(warnings.length > 0 ? { warnings } : {}),
    });
    return response;
  }

  return {
    after(request) {
      const answered = request.response as Answered;
      const warnings = answered.form === 'envelope' ? answered.warnings : [];
      const make = (traceId: string) =>
        answered.form === 'document'
          ? document(answered.data, answered.maxAgeSeconds)
          : success(answered.data, traceId, warnings);
      request.response = respond(request.event, make, warnings);
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
