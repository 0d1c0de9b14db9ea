import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { findNearest } from '../../catalog/find-nearest.ts';
import type { FieldIssue } from '../../catalog/invalid-request-error.ts';
import { parseFields } from '../../catalog/parse-fields.ts';
import type { ApiOperation } from '../operation.ts';
import { type AdmitDependencies, admit } from './admit.ts';
import { ApiError } from './api-error.ts';
import { findOperation, type Match } from './match-operation.ts';
import { readBody } from './read-body.ts';
import { checkLengths } from './request-limits.ts';

/** What an operation answered: the envelope's `data`, or a whole document. */
export type Answered =
  | {
      readonly form: 'envelope';
      readonly data: unknown;
      /** What the caller should know of a request that was answered. Optional; defaults to nothing. */
      readonly warnings?: readonly FieldIssue[];
    }
  | { readonly form: 'document'; readonly data: unknown; readonly maxAgeSeconds: number };

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
  if (operation.isPublic) {
    const { maxAgeSeconds } = operation;
    return { form: 'document', data: await operation.handle(context), maxAgeSeconds };
  }
  const headers = defined(event.headers);
  const { authorization } = headers;
  const owner = await admit(context, {
    authorization,
    isCounted: operation.startsTasks === true || operation.isSlow === true,
  });
  const query = defined(event.queryStringParameters ?? {});
  const body = readBody(event, operation.takesFiles);
  const warnings: FieldIssue[] = [];
  const call = {
    owner,
    params,
    query: operation.query && parseFields(operation.query, query),
    body: operation.body ? parseFields(operation.body, body) : body,
    headers,
    warn: (more: readonly FieldIssue[]) => void warnings.push(...more),
  };
  const handle = () => operation.handle(context, call);
  const data = await (operation.isSlow ? context.slowRequests.run(owner, handle) : handle());
  return { form: 'envelope', data, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** Pages of another function, whose routes take no slash at the end. */
const PAGES = ['/docs', '/console'];

function requireOperation<Context>(
  operations: readonly ApiOperation<Context>[],
  event: APIGatewayProxyEventV2,
): Match<Context> {
  const { method, path } = event.requestContext.http;
  const match = findOperation(operations, method, path);
  if ('operation' in match) return match;
  const page = path.replace(/\/+$/, '').toLowerCase();
  if (PAGES.includes(page)) {
    throw new ApiError(308, `${path} is at ${page}.`, [], undefined, { location: page });
  }
  if (match.allowed.length === 0) throw new ApiError(404, describeMissing(operations, path));
  const headers = { allow: match.allowed.join(', ') };
  const message = `${path} takes ${match.allowed.join(' or ')}, not ${method}.`;
  throw new ApiError(405, message, [], undefined, headers);
}

/** Names the nearest path, whose ids are written as `:id`. */
function describeMissing(
  operations: readonly Pick<ApiOperation<never>, 'path'>[],
  path: string,
): string {
  const asked = path.replace(/\/[0-9a-f]{24}(?=\/|$)/gi, '/:id').replace(/\/+$/, '');
  const nearest = findNearest(
    asked,
    operations.map((operation) => operation.path),
  );
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `There is nothing at ${path}.${hint}`;
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
