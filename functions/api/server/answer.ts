import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseFields } from '../../catalog/parse-fields.ts';
import type { ApiOperation } from '../operation.ts';
import { type AdmitDependencies, admit } from './admit.ts';
import { ApiError } from './api-error.ts';
import { findOperation, type Match } from './match-operation.ts';
import { readBody } from './read-body.ts';
import { checkLengths } from './request-limits.ts';

/** What an operation answered: the envelope's `data`, or a whole document. */
export interface Answered {
  readonly form: 'envelope' | 'document';
  readonly data: unknown;
}

/**
 * Finds the operation, who is asking and what was sent, and answers.
 * @throws ApiError, InvalidRequestError, and the errors of the use cases.
 */
export async function answer<Context>(
  context: Context & AdmitDependencies,
  operations: readonly ApiOperation<Context>[],
  event: APIGatewayProxyEventV2,
): Promise<Answered> {
  checkLengths(event);
  const { operation, params } = requireOperation(operations, event);
  if (operation.isPublic) return { form: 'document', data: await operation.handle(context) };
  const headers = defined(event.headers);
  const { authorization } = headers;
  const owner = await admit(context, {
    authorization,
    isCounted: operation.startsTasks === true || operation.isSlow === true,
  });
  const query = defined(event.queryStringParameters ?? {});
  const body = readBody(event);
  const call = {
    owner,
    params,
    query: operation.query && parseFields(operation.query, query),
    body: operation.body ? parseFields(operation.body, body) : body,
    headers,
  };
  const handle = () => operation.handle(context, call);
  const data = await (operation.isSlow ? context.fewAtATime(owner, handle) : handle());
  return { form: 'envelope', data };
}

function requireOperation<Context>(
  operations: readonly ApiOperation<Context>[],
  event: APIGatewayProxyEventV2,
): Match<Context> {
  const { method, path } = event.requestContext.http;
  const match = findOperation(operations, method, path);
  if ('operation' in match) return match;
  if (match.allowed.length === 0) throw new ApiError(404, `There is nothing at ${path}.`);
  throw new ApiError(405, `${path} takes ${match.allowed.join(' or ')}, not ${method}.`);
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
