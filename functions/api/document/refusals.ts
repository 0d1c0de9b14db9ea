import * as z from 'zod';
import { type JsonSchema, nothing, outputSchema } from './json-schema.ts';

/** The statuses of errors that only some operations have. */
export type RefusalStatus = 403 | 404 | 409 | 413 | 422 | 424;

/** The body of every error (api/server/envelope.ts). */
export const refusalSchema: JsonSchema = outputSchema(
  z.object({
    code: z.int().describe('The HTTP status again; never 0.'),
    message: z.string().describe('What is wrong and how to fix it.'),
    msg: z.string().describe('`message` again, for older clients.'),
    error: z.string().describe('`message` again, as the 2026 documentation spells it.'),
    success: z.literal(false),
    data: z.null().meta(nothing),
    errors: z
      .array(
        z.object({
          field: z.string().describe('The path of the field, such as `image_url` or `ids.0`.'),
          message: z.string().describe('What the field must be.'),
          code: z.int().optional().describe('A2E’s code, if it has one.'),
        }),
      )
      .optional()
      .describe('Every invalid field.'),
    timestamp: z.iso.datetime(),
    trace_id: z
      .uuid()
      .describe('The id of this response in the log; include it when you ask for help.'),
  }),
);

/** What an answer says of a request that was accepted (api/server/envelope.ts). */
export const warningSchema: JsonSchema = outputSchema(
  z.object({
    field: z.string().describe('The path of the field.'),
    message: z.string().describe('What was done with it.'),
  }),
);

/** When each refusal is answered. */
const reasons: Readonly<Record<RefusalStatus | 400 | 401 | 429, string>> = {
  400: 'A field is invalid, there are not enough coins, or the task is in the wrong state.',
  401: 'The header `Authorization: Bearer sk_…` is missing, or its token is not valid.',
  403: 'The account may not do this.',
  404: 'Not found, or it belongs to another account.',
  409: 'In progress, abandoned or deleted since, so this cannot be done now.',
  413: 'The body is larger than 65,536 bytes, or 4 MB where it starts tasks; the message says how a file is uploaded.',
  424: 'No configured provider can answer this now; the message says which would, and why it cannot.',
  422: 'The `Idempotency-Key` was used with another request.',
  429: 'Too many requests. Retry after `Retry-After` seconds.',
};

const examples: Readonly<Partial<Record<number, { message: string; errors?: object[] }>>> = {
  400: {
    message: 'image_url must be a whole http or https URL, such as https://example.com/photo.jpg',
    errors: [
      {
        field: 'image_url',
        message: 'must be a whole http or https URL, such as https://example.com/photo.jpg',
      },
    ],
  },
  401: {
    message:
      'Unauthorized: the request needs the header "Authorization: Bearer sk_…" with a valid API token.',
  },
  404: { message: 'There is no task 6b041e9cff17e54d42a0b72b.' },
  429: {
    message: 'Too many requests: a token may send 600 requests a minute. Try again in 12 s.',
  },
};

/** The responses of an operation beside its success, by status, as references. */
export function createRefusals(
  statuses: readonly RefusalStatus[],
  { isPublic }: { isPublic: boolean },
): Record<string, JsonSchema> {
  const named = isPublic ? statuses : [400, 401, ...statuses, 429];
  return {
    ...Object.fromEntries(named.map((status) => [status, refer(`Refused${status}`)])),
    // Not by ranges such as 5XX, which several generators of clients do not know.
    default: refer('Otherwise'),
  };
}

/** What the gateway answers has only a message too. */
const otherwiseSchema = outputSchema(z.object({ message: z.string() }));

const retryAfter = { description: 'In seconds.', schema: { type: 'integer', minimum: 1 } };

/** The responses that operations refer to. */
export const refusalResponses: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(
    Object.entries(reasons).map(([status, reason]) => [
      `Refused${status}`,
      {
        ...response(reason, createExample(Number(status))),
        ...(status === '429' ? { headers: { 'Retry-After': retryAfter } } : {}),
      },
    ]),
  ),
  Otherwise: {
    description:
      'Whatever else goes wrong, with at least a `message`: the path, the query, a header or the body is too long (413, 414, 431), the path takes another method (405), or an internal error or one of the gateway (5xx). After 5xx the request can be repeated; with an `Idempotency-Key` a start is charged once.',
    headers: {
      Allow: { description: 'With 405: the methods of the path.', schema: { type: 'string' } },
    },
    content: { 'application/json': { schema: otherwiseSchema } },
  },
};

function response(description: string, example?: object): JsonSchema {
  const schema = { $ref: '#/components/schemas/Refusal' };
  const media = example === undefined ? { schema } : { schema, example };
  return { description, content: { 'application/json': media } };
}

function createExample(status: number): object | undefined {
  const told = examples[status];
  if (!told) return undefined;
  const { message, errors } = told;
  return {
    code: status,
    message,
    msg: message,
    error: message,
    success: false,
    data: null,
    ...(errors ? { errors } : {}),
    timestamp: '2026-11-23T09:17:28.797Z',
    trace_id: 'a46ed04f-d2e1-453c-b14f-760e960bda5d',
  };
}

function refer(name: string): JsonSchema {
  return { $ref: `#/components/responses/${name}` };
}
