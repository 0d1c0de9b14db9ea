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
  const fields = Object.entries(getProperties(request)).map(([name, field]) => [
    name,
    takingFiles(field),
  ]);
  const properties = {
    ...otherSpellings(kind),
    ...Object.fromEntries(fields),
    ...webhook,
    ...labels,
  };
  return describeFields({ ...request, properties });
}

/** An address of media is bounded in length, but in a start it may be a `data:` URL, which the whole body bounds. */
function takingFiles(field: JsonSchema): JsonSchema {
  const { maxLength: _most, items, ...others } = field;
  if (items !== undefined) return { ...others, items: takingFiles(items as JsonSchema) };
  return field['format'] === 'uri' ? others : field;
}

/** Fields that the example has under another name than the schema: what most clients send. */
function otherSpellings(kind: TaskKind): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(kinds[kind].example).map(([name, value]) => [name, { type: typeof value }]),
  );
}
