import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import { labelFields } from '../../tasks/labels.ts';
import { webhookFields } from '../../tasks/read-webhook.ts';
import { describeFields } from './describe-fields.ts';
import { getProperties, inputSchema, type JsonSchema } from './json-schema.ts';

/** The body of a kind's start: the kind's request, and where the outcome is sent. */
export function startSchema(kind: TaskKind): JsonSchema {
  const request = inputSchema(kinds[kind].request);
  const webhook = getProperties(inputSchema(webhookFields));
  const labels = getProperties(inputSchema(labelFields));
  const properties = { ...otherSpellings(kind), ...getProperties(request), ...webhook, ...labels };
  return describeFields({ ...request, properties });
}

/** Fields that the example has under another name than the schema: what most clients send. */
function otherSpellings(kind: TaskKind): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(kinds[kind].example).map(([name, value]) => [name, { type: typeof value }]),
  );
}
