import { fieldDescriptions } from './field-descriptions.ts';
import { getProperties, type JsonSchema } from './json-schema.ts';

/** The schema of an object with a description on each member that has none and whose name we know. */
export function describeFields(schema: JsonSchema): JsonSchema {
  const described = Object.entries(getProperties(schema)).map(([name, property]) => {
    const description = fieldDescriptions[name];
    return [name, description === undefined ? property : { description, ...property }] as const;
  });
  return described.length === 0 ? schema : { ...schema, properties: Object.fromEntries(described) };
}
