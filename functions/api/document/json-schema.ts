import * as z from 'zod';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Null, but not as the type null alone, which openapi-generator does not know. */
export const nothing: JsonSchema = { type: ['object', 'null'] };

/**
 * What a schema reads, before aliases, defaults and transformations: the schema that validates is the one that is
 * shown. What only code can say (`refine`) is left to descriptions.
 */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return withoutDialect(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: describeInput }),
  );
}

/** What an answer holds. Members may be added to it later, so no object is closed. */
export function outputSchema(schema: z.ZodType): JsonSchema {
  return withoutDialect(
    z.toJSONSchema(schema, {
      io: 'output',
      unrepresentable: 'any',
      override(context) {
        describeOutput(context);
        refer(context.jsonSchema);
      },
    }),
  );
}

/** The schemas of `components.schemas`, each under the name in its `meta({ component })`. */
export function componentSchemas(schemas: readonly z.ZodType[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    schemas.map((schema) => {
      const { component, ...rest } = withoutDialect(
        z.toJSONSchema(schema, {
          io: 'output',
          unrepresentable: 'any',
          override(context) {
            describeOutput(context);
            if (context.path.length > 0) refer(context.jsonSchema);
          },
        }),
      );
      return [String(component), rest];
    }),
  );
}

/** Replaces a schema that has a name by a reference to it. */
function refer(schema: Shown): void {
  const name = schema['component'];
  if (name === undefined) return;
  for (const member of Object.keys(schema)) delete schema[member];
  schema.$ref = `#/components/schemas/${name}`;
}

/** The properties of an object's schema. */
export function getProperties(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}

/** The names of an object's members that must be there. */
export function getRequired(schema: JsonSchema): string[] {
  return (schema['required'] ?? []) as string[];
}

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>;
type Shown = z.core.JSONSchema.BaseSchema;

const describeInput: Override = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  if (def.type === 'default') jsonSchema.default ??= def.defaultValue as never;
  leaveOutAliases(jsonSchema);
  leaveOutForm(jsonSchema);
};

/** A value with `meta({ anyForm: true })` is described in words alone: a union of all forms is beyond generators. */
function leaveOutForm(schema: Shown): void {
  if (!('anyForm' in schema)) return;
  delete schema['anyForm'];
  delete schema.anyOf;
}

/** A member with `meta({ alias: true })` is read, and said of another name alone. */
function leaveOutAliases({ properties = {} }: Shown): void {
  for (const [name, member] of Object.entries(properties)) {
    if (typeof member === 'object' && 'alias' in member) delete properties[name];
  }
}

/**
 * A number or a flag that is taken as text too is described as what it is: unions are beyond many generators of clients,
 * and the introduction says it once for all.
 */
function withoutText(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutText);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { anyOf = [], ...rest } = schema as Shown;
  const [first, ...others] = anyOf;
  const isValue = first?.type === 'number' || first?.type === 'boolean';
  if (isValue && others.every(isTextOfValue)) {
    const isWhole = others.some(({ pattern }) => pattern === WHOLE);
    return { ...rest, type: isWhole ? 'integer' : first.type };
  }
  return Object.fromEntries(
    Object.entries(schema).map(([name, member]) => [name, withoutText(member)]),
  );
}

/** The text of a whole number (catalog/fields.ts). */
const WHOLE = '^\\d{1,9}$';

function isTextOfValue({ type, pattern, enum: words }: Shown): boolean {
  return type === 'string' && (pattern !== undefined || words !== undefined);
}

/** A member that was read from one of several spellings has one type afterwards: the first. */
const describeOutput: Override = ({ jsonSchema }) => {
  leaveOutAliases(jsonSchema);
  leaveOutForm(jsonSchema);
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  delete jsonSchema.default;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  const [first, ...others] = jsonSchema.anyOf ?? [];
  const isRead = others.some((other) => Object.keys(other).length === 0);
  if (!isRead || (first?.type !== 'number' && first?.type !== 'boolean')) return;
  jsonSchema.type = first.type;
  delete jsonSchema.anyOf;
};

function withoutDialect({
  $schema: _dialect,
  ...schema
}: object & { $schema?: unknown }): JsonSchema {
  return withoutText(schema) as JsonSchema;
}
