import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { AccountStore } from '../accounts/account-store.ts';
import { authenticate } from '../accounts/authenticate.ts';
import { ApiError } from './api-error.ts';
import { readBody } from './read-body.ts';
import { findRoute, type Match, type Route } from './route.ts';

export interface Answer {
  readonly routes: readonly Route[];
  readonly accounts: AccountStore;
}

/**
 * Finds the route, who is asking and what was sent, and answers the envelope's `data`.
 * @throws ApiError, and the errors of the use cases.
 */
export async function answer(
  { routes, accounts }: Answer,
  event: APIGatewayProxyEventV2,
): Promise<unknown> {
  const { route, params } = requireRoute(routes, event);
  const headers = defined(event.headers);
  const owner = await authenticate({ accounts }, headers['authorization']);
  if (owner === undefined) {
    throw new ApiError(
      401,
      'Unauthorized: the request needs the header "Authorization: Bearer sk_…" with a valid API token.',
    );
  }
  return route.handle({
    owner,
    params,
    query: defined(event.queryStringParameters ?? {}),
    body: readBody(event),
    headers,
  });
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
