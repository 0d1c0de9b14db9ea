import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { account } from '../../intrinsics.ts';

/** What the event says beside the request itself. */
export interface ApiEventDetails {
  apiId: string;
  routeKey: string;
  pathParameters: Record<string, string>;
  body: Buffer;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The event a function gets for a request: payload format 2.0 (API Gateway Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs").
 */
export function createApiEvent(request: IncomingMessage, details: ApiEventDetails): object {
  const { pathname, rawQuery } = splitUrl(request.url ?? '/');
  const { cookie, ...headers } = joinHeaders(request);
  const query = queryParameters(rawQuery);
  const isText = isTextBody(headers['content-type']);
  return {
    version: '2.0',
    routeKey: details.routeKey,
    rawPath: decodePath(pathname),
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(details.pathParameters).length > 0 && {
      pathParameters: details.pathParameters,
    }),
    requestContext: requestContext(request, decodePath(pathname), headers, details),
    ...(details.body.length > 0 && { body: details.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: details.body.length > 0 && !isText,
  };
}

function requestContext(
  request: IncomingMessage,
  path: string,
  headers: Record<string, string>,
  { apiId, now, routeKey }: ApiEventDetails,
): object {
  return {
    accountId: account,
    apiId,
    domainName: headers['host'] ?? 'localhost',
    domainPrefix: apiId,
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey,
    stage: '$default',
    time: gatewayTime(now),
    timeEpoch: now,
  };
}

/** Splits a request's target without changing its spelling. */
export function splitUrl(url: string): { pathname: string; rawQuery: string } {
  const mark = url.indexOf('?');
  if (mark === -1) return { pathname: url, rawQuery: '' };
  return { pathname: url.slice(0, mark), rawQuery: url.slice(mark + 1) };
}

/** Header names in lower case; values of a repeated header joined with commas, of cookies with semicolons. */
function joinHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      values.join(name === 'cookie' ? '; ' : ','),
    ]),
  );
}

/** Values of a repeated parameter are joined with commas. */
function queryParameters(rawQuery: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const earlier = parameters[name];
    parameters[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return parameters;
}

/**
 * API Gateway passes these media types on as text and all others, form posts included, in base64. A body without a
 * media type is taken for JSON.
 */
function isTextBody(contentType: string | undefined): boolean {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'application/json';
  return /^text\/|^application\/(json|javascript|xml)$|\+(json|xml)$/.test(mediaType);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `22/Nov/2026:09:30:00 +0000`. @param time milliseconds since 1970 */
function gatewayTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
