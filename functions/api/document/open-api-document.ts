import { taskKinds } from '../../catalog/catalog.ts';
import type { ApiOperation } from '../operation.ts';
import { webhookComponents } from '../operations/webhook-answers.ts';
import { describeOperation } from './describe-operation.ts';
import { componentSchemas, type JsonSchema } from './json-schema.ts';
import { refusalResponses, refusalSchema, warningSchema } from './refusals.ts';
import { recordName, requestName } from './schema-names.ts';
import { startSchema } from './start-schema.ts';
import { tags } from './tags.ts';
import { describeRecord } from './task-record.ts';
import { describeWebhooks } from './webhooks.ts';

const introduction = `Media tasks over the A2E API, with webhooks that arrive.

Every call except the public ones needs the header \`Authorization: Bearer sk_…\`. Every response is A2E's envelope: \`{ "code": 0, "data": …, "trace_id": … }\`, or an error with a \`message\` and the \`errors\` of its fields. Paths are not case-sensitive. Unknown fields of a start are ignored and named in \`warnings\`, and \`null\` means that a field is not set. Numbers and booleans may be sent as strings. Other spellings of A2E's clients are accepted too, such as \`negative_prmpt\`; only the right one is described. Responses may gain fields.

Starting a task returns at once; its outcome is sent to the \`webhook_url\` of the start and to every registered endpoint (see Webhooks), and can be read at any time. With the header \`Idempotency-Key\` a start can be repeated after any failure, and is charged once.`;

/** The API as an OpenAPI 3.1 document, made of the declarations of its operations. */
export function openApiDocument(operations: readonly ApiOperation<never>[], version: string) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Reelhook',
      version,
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags,
    paths: getPaths(operations),
    webhooks: describeWebhooks(),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, `sk_…`.' },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'The same key with the same request makes no second task. Any key you choose, such as a UUID.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
        Prefer: {
          name: 'Prefer',
          in: 'header',
          description:
            '`wait=10` keeps the request open until the task has ended, for at most that number of seconds and never more than 25 (RFC 7240). A task that has not ended by then is answered as it is. An account may have four such requests open; others are answered at once.',
          schema: { type: 'string', maxLength: 100 },
        },
      },
      responses: refusalResponses,
      schemas: schemas(),
    },
  };
}

function getPaths(
  operations: readonly ApiOperation<never>[],
): Record<string, Record<string, JsonSchema>> {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return paths;
}

function schemas(): Record<string, JsonSchema> {
  return {
    Refusal: refusalSchema,
    Warning: warningSchema,
    ...componentSchemas(webhookComponents),
    ...Object.fromEntries(
      taskKinds.flatMap((kind) => [
        [requestName(kind), startSchema(kind)],
        [recordName(kind), describeRecord(kind)],
      ]),
    ),
  };
}
