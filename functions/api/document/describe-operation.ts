import type { ApiOperation, OperationDescription } from '../operation.ts';
import { describeFields } from './describe-fields.ts';
import {
  getProperties,
  getRequired,
  inputSchema,
  type JsonSchema,
  nothing,
  outputSchema,
} from './json-schema.ts';
import { createRefusals } from './refusals.ts';

/** One operation as OpenAPI describes it. */
export function describeOperation(operation: ApiOperation<never>): JsonSchema {
  const { describe: description } = operation;
  const isPublic = operation.isPublic === true;
  const body = describeBody(operation);
  const startsTasks = !operation.isPublic && operation.startsTasks === true;
  // What is slow answers when it is done anyway.
  const waits = description.waits === true || (startsTasks && operation.isSlow !== true);
  const takesKey = startsTasks || description.takesIdempotencyKey === true;
  const errors = [...(description.errors ?? []), ...(body && !isPublic ? [413 as const] : [])];
  return {
    operationId: getOperationId(operation),
    tags: [description.tag],
    summary: description.title,
    description: description.description,
    parameters: [
      ...pathParameters(operation.path, description),
      ...(operation.isPublic || !operation.query
        ? []
        : queryParameters(inputSchema(operation.query))),
      ...(takesKey ? [idempotencyKey] : []),
      ...(waits ? [prefer] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: { '200': describeSuccess(operation), ...createRefusals(errors, { isPublic }) },
    ...(isPublic ? { security: [] } : {}),
    ...(description.kind ? { 'x-kind': description.kind } : {}),
    ...(description.agent ? { 'x-agent-tool': description.agent } : {}),
  };
}

const idempotencyKey = { $ref: '#/components/parameters/IdempotencyKey' };
const prefer = { $ref: '#/components/parameters/Prefer' };

/** `POST /api/v1/userImage2Video/start` is `postUserImage2VideoStart`. */
function getOperationId({ method, path }: { method: string; path: string }): string {
  const words = path
    .replace(/^\/api\/v1/, '')
    .replaceAll(':', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`);
  return method.toLowerCase() + words.join('');
}

/** What ids are written with, and names of sub-users too. */
const ID_PATTERN = '^[A-Za-z0-9._-]{1,80}$';

function pathParameters(path: string, { params = {} }: OperationDescription): JsonSchema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: params[name] ?? '',
    schema: { type: 'string', pattern: ID_PATTERN },
  }));
}

function queryParameters(schema: JsonSchema): JsonSchema[] {
  const described = describeFields(schema);
  return Object.entries(getProperties(described)).map(([name, { description, ...property }]) => ({
    name,
    in: 'query',
    required: getRequired(schema).includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

function describeBody(operation: ApiOperation<never>): JsonSchema | undefined {
  const { body, bodyExample } = operation.describe;
  const read = !operation.isPublic && operation.body ? inputSchema(operation.body) : undefined;
  const schema = body ?? (read && describeFields(read));
  if (schema === undefined) return undefined;
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  const required = body !== undefined || getRequired(schema).length > 0;
  return { required, content: { 'application/json': { schema, ...example } } };
}

function describeSuccess({
  answer,
  describe: { example },
  isPublic,
}: ApiOperation<never>): JsonSchema {
  const data = outputSchema(answer);
  const schema = isPublic ? data : envelope(data);
  const shown =
    isPublic || example === undefined ? example : { code: 0, data: example, trace_id: traceId };
  return {
    description: isPublic ? 'The document.' : "Success: A2E's envelope.",
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
      code: { type: 'integer', const: 0 },
      data: data['type'] === 'null' ? nothing : data,
      warnings: {
        type: 'array',
        items: { $ref: '#/components/schemas/Warning' },
        description: 'What was ignored or replaced in the request, if anything was.',
      },
      trace_id: { type: 'string', format: 'uuid' },
    },
    required: ['code', 'data', 'trace_id'],
  };
}
