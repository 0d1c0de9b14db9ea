import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Admit, admit } from './admit.ts';
import { ApiError } from './api-error.ts';
import { readBody } from './read-body.ts';
import { checkLengths } from './request-limits.ts';
import { findRoute, type Match, type Route } from './route.ts';

export interface Answer extends Admit {
  readonly routes: readonly Route[];
}

/** What a route answered: the envelope's `data`, or a whole document. */
export interface Answered {
  readonly form: 'envelope' | 'document';
  readonly data: unknown;
}

/**
 * Finds the route, who is asking and what was sent, and answers.
 * @throws ApiError, and the errors of the use cases.
 */
export async function answer(context: Answer, event: APIGatewayProxyEventV2): Promise<Answered> {
  checkLengths(event);
  const { route, params } = requireRoute(context.routes, event);
  if (route.isPublic) return { form: 'document', data: await route.handle() };
  const headers = defined(event.headers);
  const { authorization } = headers;
  const owner = await admit(context, { authorization, startsTasks: route.startsTasks === true });
  const data = await route.handle({
    owner,
    params,
    query: defined(event.queryStringParameters ?? {}),
    body: readBody(event),
    headers,
  });
  return { form: 'envelope', data };
}

function requireRoute(routes: readonly Route[], event: APIGatewayProxyEventV2): Match {
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
