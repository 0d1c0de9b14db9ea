import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiError } from './api-error.ts';

/** A2E's envelope of a success (a2e-api 1.1), HTTP 200. */
export function success(data: unknown, traceId: string): APIGatewayProxyStructuredResultV2 {
  return json(200, { code: 0, data, trace_id: traceId });
}

/**
 * An error in the union of the forms that A2E's documentation and its clients know (a2e-api 1.2). `errors` names the
 * fields that are not right.
 */
export function failure(
  error: ApiError,
  traceId: string,
  now: number,
): APIGatewayProxyStructuredResultV2 {
  const { status, message, issues } = error;
  return json(status, {
    code: status,
    message,
    msg: message,
    error: message,
    success: false,
    data: null,
    ...(issues.length > 0 ? { errors: issues } : {}),
    timestamp: new Date(now).toISOString(),
    trace_id: traceId,
  });
}

function json(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return { statusCode, headers, body: JSON.stringify(body) };
}
