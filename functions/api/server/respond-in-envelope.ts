import { randomUUID } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldIssue } from '../../catalog/invalid-request-error.ts';
import type { Answered } from './answer.ts';
import { ApiError, toApiError } from './api-error.ts';
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
          : fitAnswer(success(answered.data, traceId, warnings), () =>
              failure(tooLarge(), traceId, clock.now()),
            );
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

/** What a function may answer (AWS Lambda quotas: 6,291,556), with room for the headers. In bytes. */
const LARGEST_ANSWER = 6_200_000;
/** The most bytes that become of one of a body: a quote is escaped in it, and again in the answer that holds it. */
const MOST_ESCAPED = 4;

/** The answer, unless it is larger than a function's may be: pages hold records that their owners fill. */
function fitAnswer(
  response: APIGatewayProxyStructuredResultV2,
  refuse: () => APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 {
  const { body = '' } = response;
  if (body.length * MOST_ESCAPED <= LARGEST_ANSWER) return response;
  return Buffer.byteLength(JSON.stringify(body)) <= LARGEST_ANSWER ? response : refuse();
}

function tooLarge(): ApiError {
  const message =
    'The answer would be larger than 6 MB: ask for fewer at a time, by `pageSize`, `page_size`, `limit` or fewer ids.';
  return new ApiError(400, message);
}
