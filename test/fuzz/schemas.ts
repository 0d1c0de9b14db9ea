import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document, Schema } from './operations.ts';

const ROOT = 'https://reelhook.test/openapi.json';

/**
 * Compiles schemas of an OpenAPI document. `closed` takes nothing that the document does not name: what an answer has
 * beyond its schema is a gap in the document.
 */
export function createSchemas({ components }: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: ROOT, ...(closeAll({ components }) as Schema) });
  const compiled = new Map<Schema, ValidateFunction>();

  function closed(schema: Schema): ValidateFunction {
    const known = compiled.get(schema);
    if (known) return known;
    const validate = ajv.compile(closeAll(schema) as Schema);
    compiled.set(schema, validate);
    return validate;
  }
  return { closed };
}

/** Adds `additionalProperties: false` to every object that names its members and leaves it open by saying nothing. */
function closeAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeAll);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' ? `${ROOT}${member}` : closeAll(member),
    ]),
  );
  const isOpen = 'properties' in value && !('additionalProperties' in value);
  return isOpen ? { ...members, additionalProperties: false } : members;
}
