import type { OpenApi, Operation, Parameter, Schema } from '../client/openapi/open-api.ts';
import { resolveSchema } from '../client/openapi/open-api.ts';
import type { CallTool, ToolInput } from './tool.ts';

/** The calls that are declared as tools for agents, in the document's order. */
export function readTools(document: OpenApi): CallTool[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const name = operation['x-agent-tool'];
      return name === undefined ? [] : [readTool(document, { path, method, operation, name })];
    }),
  );
}

interface Found {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  readonly name: string;
}

function readTool(document: OpenApi, { path, method, operation, name }: Found): CallTool {
  const parameters = (operation.parameters ?? []).map((one) => resolveParameter(one, document));
  const body = readBody(operation, document);
  const properties: Record<string, object> = {};
  const locations: Record<string, CallTool['locations'][string]> = {};
  for (const { name: own, in: location, description, schema } of parameters) {
    const property = toProperty(own);
    properties[property] = { ...expand(schema, document), ...(description ? { description } : {}) };
    locations[property] = { location, name: own };
  }
  for (const [own, schema] of Object.entries(body.properties)) {
    properties[own] = schema;
    locations[own] = { location: 'body', name: own };
  }
  const required = parameters.filter((one) => one.required).map((one) => toProperty(one.name));
  return {
    ...{ name, path, locations },
    description: [operation.summary, operation.description].filter(Boolean).join('. '),
    method: method.toUpperCase(),
    input: { type: 'object', properties, required: [...required, ...body.required] },
  };
}

/** `Idempotency-Key` as `idempotency_key`. */
const toProperty = (name: string) =>
  /^[A-Z]/.test(name) ? name.toLowerCase().replaceAll('-', '_') : name;

function resolveParameter(parameter: Parameter | { readonly $ref: string }, document: OpenApi) {
  if (!('$ref' in parameter)) return parameter;
  const name = parameter.$ref.split('/').at(-1) ?? '';
  const found = document.components.parameters?.[name];
  if (!found) throw new Error(`The document has no parameter ${name}.`);
  return found;
}

/** The members of a body. Of a body of many forms, such as one for each kind, only what they have in common. */
function readBody(
  { requestBody }: Operation,
  document: OpenApi,
): Pick<ToolInput, 'properties' | 'required'> {
  const content = requestBody?.content['application/json'];
  if (!content) return { properties: {}, required: [] };
  const schema = resolveSchema(content.schema, document);
  const forms = schema.properties ? [schema] : (schema.anyOf ?? []);
  const names = new Set(forms.flatMap(({ properties = {} }) => Object.keys(properties)));
  const properties = [...names].map((name) => {
    const found = forms.flatMap((form) => form.properties?.[name] ?? []);
    return [name, unite(found, document)] as const;
  });
  return {
    properties: Object.fromEntries(properties),
    required: [...names].filter((name) => forms.every((form) => form.required?.includes(name))),
  };
}

function unite(schemas: readonly Schema[], document: OpenApi): object {
  const [first = {}] = schemas;
  if (schemas.length === 1) return expand(first, document);
  const constants = schemas.flatMap((schema) => (schema.const === undefined ? [] : [schema.const]));
  return constants.length === schemas.length ? { enum: constants } : { type: 'object' };
}

/** Without references, which mean nothing outside the document. */
function expand(schema: Schema, document: OpenApi): object {
  const resolved = resolveSchema(schema, document);
  const members = Object.entries(resolved).map(([name, value]) => [
    name,
    expandValue(value, document),
  ]);
  return Object.fromEntries(members);
}

function expandValue(value: unknown, document: OpenApi): unknown {
  if (Array.isArray(value)) return value.map((one) => expandValue(one, document));
  return typeof value === 'object' && value !== null ? expand(value as Schema, document) : value;
}
