import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseFields } from '../../catalog/parse-fields.ts';
import { type Admit, admit } from './admit.ts';
import { ApiError } from './api-error.ts';
import { readBody } from './read-body.ts';
import { checkLengths } from './request-limits.ts';
import { findRoute, type Match, type Route } from './route.ts';

/** What a route answered: the envelope's `data`, or a whole document. */
export interface Answered {
  readonly form: 'envelope' | 'document';
  readonly data: unknown;
}

/**
 * Finds the route, who is asking and what was sent, and answers.
 * @throws ApiError, InvalidRequestError, and the errors of the use cases.
 */
export async function answer<Context>(
  context: Context & Admit,
  routes: readonly Route<Context>[],
  event: APIGatewayProxyEventV2,
): Promise<Answered> {
  checkLengths(event);
  const { route, params } = requireRoute(routes, event);
  if (route.isPublic) return { form: 'document', data: await route.handle(context) };
  const headers = defined(event.headers);
  const { authorization } = headers;
  const owner = await admit(context, { authorization, startsTasks: route.startsTasks === true });
  const query = defined(event.queryStringParameters ?? {});
  const body = readBody(event);
  const data = await route.handle(context, {
    owner,
    params,
    query: route.query && parseFields(route.query, query),
    body: route.body ? parseFields(route.body, body) : body,
    headers,
  });
  return { form: 'envelope', data };
}

function requireRoute<Context>(
  routes: readonly Route<Context>[],
  event: APIGatewayProxyEventV2,
): Match<Context> {
  const { method, path } = event.requestContext.http;
  const match = findRoute(routes, method, path);
  if ('route' in match) return match;
  if (match.allowed.length === 0) throw new ApiError(404, `There is nothing at ${path}.`);
  throw new ApiError(405, `${path} takes ${match.allowed.join(' or ')}, not ${method}.`);
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
