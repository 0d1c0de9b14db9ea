import { taskKinds } from '../../catalog/catalog.ts';
import type { Route } from '../server/route.ts';
import { startSchema } from './describe-kinds.ts';
import { describeOperation } from './describe-operation.ts';
import { descriptions } from './descriptions.ts';
import type { JsonSchema } from './json-schema.ts';
import { refusalResponses, refusalSchema } from './refusals.ts';
import { recordName, requestName } from './schema-names.ts';
import { tags } from './tags.ts';
import { recordSchema } from './task-record.ts';
import { webhookSchemas } from './webhook-schemas.ts';
import { describeWebhooks } from './webhooks.ts';

const introduction = `Media tasks over the A2E API, with webhooks that arrive.

Every call but the public ones carries \`Authorization: Bearer sk_…\`. Every answer is A2E's envelope: \`{ "code": 0, "data": …, "trace_id": … }\`, or a refusal with a \`message\` and the \`errors\` of its fields. Paths are taken in either case. Fields of a request that are not known are ignored, and \`null\` counts as left out. Answers may gain members.

A task is started, and answers at once; its outcome is sent to the \`webhook_url\` of the start and to every registered endpoint, as the section Webhooks says, and can be read at any time. With the header \`Idempotency-Key\` a start can be sent again after any failure, and is charged once.`;

/** Any route: what it needs does not matter to its description. */
// biome-ignore lint/suspicious/noExplicitAny: a route takes its context, which is never given here
type AnyRoute = Route<any>;

/**
 * The API as an OpenAPI 3.1 document, made of the schemas that validate.
 * @throws Error naming a route that nothing is said of.
 */
export function openApiDocument(routes: readonly AnyRoute[], version: string) {
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
    paths: pathsOf(routes),
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
            'The same key with the same request makes no second task. A key of your own, such as a UUID.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
      },
      responses: refusalResponses,
      schemas: schemas(),
    },
  };
}

function pathsOf(routes: readonly AnyRoute[]): Record<string, Record<string, JsonSchema>> {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    const description = descriptions[`${route.method} ${route.path}`];
    if (!description) throw new Error(`Nothing is said of ${route.method} ${route.path}.`);
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: describeOperation(route, description),
    };
  }
  return paths;
}

function schemas(): Record<string, JsonSchema> {
  return {
    Refusal: refusalSchema,
    ...webhookSchemas,
    ...Object.fromEntries(
      taskKinds.flatMap((kind) => [
        [requestName(kind), startSchema(kind)],
        [recordName(kind), recordSchema(kind)],
      ]),
    ),
  };
}
