import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document, Schema } from './operations.ts';

/**
 * Compiles schemas of an OpenAPI document. `closed` takes nothing that the document does not name: what an answer has
 * beyond its schema is a gap in the document.
 */
export function createSchemas(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const definitions = closeAll({ components: document.components });
  const compiled = new Map<string, ValidateFunction>();

  function closed(schema: Schema): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = compiled.get(key);
    if (known) return known;
    const validate = ajv.compile({ ...(closeAll(schema) as Schema), ...(definitions as Schema) });
    compiled.set(key, validate);
    return validate;
  }
  return { closed };
}

/** Adds `unevaluatedProperties: false` to every object that names its members. */
function closeAll(value: unknown, isPart = false): unknown {
  if (Array.isArray(value)) return value.map((each) => closeAll(each, isPart));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, closeAll(member, name === 'allOf')]),
  );
  const isObject = 'properties' in value || 'allOf' in value;
  return isObject && !isPart && !('additionalProperties' in value)
    ? { ...members, unevaluatedProperties: false }
    : members;
}
