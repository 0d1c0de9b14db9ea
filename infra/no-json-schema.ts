/*
 * Stands in for the part of zod that makes JSON Schema of schemas (zod/v4/core/to-json-schema.js and
 * json-schema-processors.js), which every schema drags along and only the function that describes the API uses: 18 KiB
 * less in each of the others.
 */

function unavailable(): never {
  throw new Error('This function is bundled without JSON Schema; see infra/bundles.ts.');
}

export const createToJSONSchemaMethod = () => unavailable;
export const createStandardJSONSchemaMethod = () => unavailable;
