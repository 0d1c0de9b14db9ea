import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldIssue } from '../../catalog/invalid-request-error.ts';
import type { ApiError } from './api-error.ts';

/** A2E's envelope of a success (a2e-api 1.1), HTTP 200; warnings stand beside `data`. */
export function success(
  data: unknown,
  traceId: string,
  warnings: readonly FieldIssue[] = [],
): APIGatewayProxyStructuredResultV2 {
  const warned = warnings.length > 0 ? { warnings } : {};
  return json(200, { code: 0, data, ...warned, trace_id: traceId });
}

/** A document as it is, which anyone may keep for that long. */
export function document(data: unknown, maxAgeSeconds: number): APIGatewayProxyStructuredResultV2 {
  const cacheControl = maxAgeSeconds === 0 ? 'no-store' : `public, max-age=${maxAgeSeconds}`;
  return json(200, data, { 'cache-control': cacheControl });
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
  const { status, message, issues, retryAfterSeconds, headers } = error;
  const body = {
    code: issues.find(({ code }) => code !== undefined)?.code ?? status,
    message,
    msg: message,
    error: message,
    success: false,
    data: null,
    ...(issues.length > 0 ? { errors: issues } : {}),
    timestamp: new Date(now).toISOString(),
    trace_id: traceId,
  };
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds };
  return json(status, body, { ...headers, ...retryAfter });
}

/** On every answer: it is JSON and nothing else, is kept by nobody, and no page may hold it in a frame. */
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
};

function json(
  statusCode: number,
  body: unknown,
  headers: Record<string, string | number> = {},
): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) };
}
