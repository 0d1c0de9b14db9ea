import * as z from 'zod';
import { type JsonSchema, outputSchema } from './json-schema.ts';
import type { RefusalStatus } from './operation-description.ts';

/** The body of every refusal (api/server/envelope.ts). */
export const refusalSchema: JsonSchema = outputSchema(
  z.object({
    code: z.int().describe('The HTTP status again; never 0.'),
    message: z.string().describe('What is wrong, and what would be right.'),
    msg: z.string().describe('`message` again, for older clients.'),
    error: z.string().describe('`message` again, as the 2026 documentation spells it.'),
    success: z.literal(false),
    data: z.null(),
    errors: z
      .array(
        z.object({
          field: z.string().describe('The path of the field, such as `image_url` or `ids.0`.'),
          message: z.string().describe('What the field must be.'),
          code: z.int().optional().describe('A code of A2E’s, where it has one for this.'),
        }),
      )
      .optional()
      .describe('Every field that is not right.'),
    timestamp: z.iso.datetime(),
    trace_id: z.uuid().describe('Stands in the log; name it when you ask for help.'),
  }),
);

/** When each refusal is answered. */
const reasons: Readonly<Record<RefusalStatus | 400 | 401 | 429, string>> = {
  400: 'A field is not right, there are not enough coins, or the task is in the wrong state.',
  401: 'The header `Authorization: Bearer sk_…` is missing, or its token is not valid.',
  403: 'The account may not do this.',
  404: 'There is no such thing, or it belongs to someone else: the two are not told apart.',
  409: 'It is being worked on, or was given up, so this can not be done to it.',
  413: 'The body is larger than 65,536 bytes.',
  424: 'Nobody of this deployment can answer it now; the message says who would, and what is in the way.',
  422: 'The `Idempotency-Key` was used with another request.',
  429: 'Too many requests. The same request may be sent again after `Retry-After` seconds.',
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

/** What every operation may end in whoever calls it; those with a token also in 401 and 429. */
const always = { '4XX': 'TooLarge', '5XX': 'Fault' } as const;

/** The responses of an operation beside its success, by status, as references. */
export function refusalsOf(
  statuses: readonly RefusalStatus[],
  { isPublic }: { isPublic: boolean },
): Record<string, JsonSchema> {
  const named = isPublic ? statuses : [400, 401, ...statuses, 429];
  return {
    ...Object.fromEntries(named.map((status) => [status, refer(`Refused${status}`)])),
    '4XX': refer(always['4XX']),
    '5XX': refer(always['5XX']),
  };
}

const faultSchema = outputSchema(z.object({ message: z.string() }));

const retryAfter = { description: 'In seconds.', schema: { type: 'integer', minimum: 1 } };

/** The responses that operations refer to. */
export const refusalResponses: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(
    Object.entries(reasons).map(([status, reason]) => [
      `Refused${status}`,
      {
        ...response(reason, exampleOf(Number(status))),
        ...(status === '429' ? { headers: { 'Retry-After': retryAfter } } : {}),
      },
    ]),
  ),
  [always['4XX']]: response(
    'The path, the query, a header or the body is longer than anything the API reads.',
  ),
  [always['5XX']]: {
    description:
      'A fault of ours, or of the gateway, which says no more than `message`. The same request can be sent again; with an `Idempotency-Key` a start is still charged once.',
    content: { 'application/json': { schema: faultSchema } },
  },
};

function response(description: string, example?: object): JsonSchema {
  const schema = { $ref: '#/components/schemas/Refusal' };
  const media = example === undefined ? { schema } : { schema, example };
  return { description, content: { 'application/json': media } };
}

function exampleOf(status: number): object | undefined {
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
