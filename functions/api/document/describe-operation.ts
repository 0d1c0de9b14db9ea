import type { Route } from '../server/route.ts';
import { describeFields } from './describe-fields.ts';
import { inputSchema, type JsonSchema, propertiesOf, requiredOf } from './json-schema.ts';
import type { OperationDescription } from './operation-description.ts';
import { refusalsOf } from './refusals.ts';

/** One operation as OpenAPI says it: what the route reads, and what is said of it. */
export function describeOperation(
  // biome-ignore lint/suspicious/noExplicitAny: what a route needs does not matter to its description
  route: Route<any>,
  description: OperationDescription,
): JsonSchema {
  const isPublic = route.isPublic === true;
  const body = bodyOf(route, description);
  const startsTasks = !route.isPublic && route.startsTasks === true;
  const takesKey = startsTasks || description.takesIdempotencyKey === true;
  const refusals = [...(description.refusals ?? []), ...(body && !isPublic ? [413 as const] : [])];
  return {
    operationId: operationId(route),
    tags: [description.tag],
    summary: description.summary,
    ...(description.description ? { description: description.description } : {}),
    parameters: [
      ...pathParameters(route.path, description),
      ...(route.isPublic || !route.query ? [] : queryParameters(inputSchema(route.query))),
      ...(takesKey ? [idempotencyKey] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: { '200': successOf(description, isPublic), ...refusalsOf(refusals, { isPublic }) },
    ...(isPublic ? { security: [] } : {}),
  };
}

const idempotencyKey = { $ref: '#/components/parameters/IdempotencyKey' };

/** `POST /api/v1/userImage2Video/start` is `postUserImage2VideoStart`. */
function operationId({ method, path }: { method: string; path: string }): string {
  const words = path
    .replace(/^\/api\/v1/, '')
    .replaceAll(':', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`);
  return method.toLowerCase() + words.join('');
}

function pathParameters(path: string, { params = {} }: OperationDescription): JsonSchema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: params[name] ?? '',
    schema: { type: 'string', minLength: 1 },
  }));
}

function queryParameters(schema: JsonSchema): JsonSchema[] {
  const described = describeFields(schema);
  return Object.entries(propertiesOf(described)).map(([name, { description, ...property }]) => ({
    name,
    in: 'query',
    required: requiredOf(schema).includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

function bodyOf(
  // biome-ignore lint/suspicious/noExplicitAny: as above
  route: Route<any>,
  { body, bodyExample }: OperationDescription,
): JsonSchema | undefined {
  const read = !route.isPublic && route.body ? inputSchema(route.body) : undefined;
  const schema = body ?? (read && describeFields(read));
  if (schema === undefined) return undefined;
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  const required = body !== undefined || requiredOf(schema).length > 0;
  return { required, content: { 'application/json': { schema, ...example } } };
}

function successOf({ data, example }: OperationDescription, isPublic: boolean): JsonSchema {
  const schema = isPublic ? data : envelope(data);
  const shown =
    isPublic || example === undefined ? example : { code: 0, data: example, trace_id: traceId };
  return {
    description: isPublic ? 'The document.' : "Done: A2E's envelope.",
    content: {
      'application/json': { schema, ...(shown === undefined ? {} : { example: shown }) },
    },
  };
}

const traceId = 'a46ed04f-d2e1-453c-b14f-760e960bda5d';

function envelope(data: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      code: { const: 0 },
      data,
      trace_id: { type: 'string', format: 'uuid' },
    },
    required: ['code', 'data', 'trace_id'],
  };
}
