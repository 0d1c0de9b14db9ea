import { type OpenApi, type Operation, type Parameter, resolveSchema } from './open-api.ts';
import { type Field, readField } from './read-field.ts';

/** Where a field of a call is sent. */
export type FieldLocation = Parameter['in'] | 'body';

/** A call of the API, as the OpenAPI document describes it. */
export interface DescribedCall {
  /** The `operationId`, such as `getTasksByIdTimeline`. */
  readonly name: string;
  readonly method: string;
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly (Field & { readonly location: FieldLocation })[];
}

/** Every call, in the order of the document. */
export function readCalls(document: OpenApi): DescribedCall[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ name: operation.operationId, method: method.toUpperCase(), path },
      title: operation.summary,
      description: operation.description ?? '',
      fields: [...readParameters(operation, document), ...readBody(operation, document)],
    })),
  );
}

function readParameters({ parameters = [] }: Operation, document: OpenApi) {
  return parameters.flatMap((parameter) => {
    if ('$ref' in parameter) return [];
    const schema = resolveSchema(parameter.schema, document);
    const { name, in: location, required = false, description = '' } = parameter;
    return [{ ...readField(name, { ...schema, description }, required), location }];
  });
}

function readBody({ requestBody }: Operation, document: OpenApi) {
  const content = requestBody?.content['application/json'];
  if (!content) return [];
  const schema = resolveSchema(content.schema, document);
  // A body of several forms has the fields of all of them.
  const forms = schema.properties ? [schema] : (schema.anyOf ?? []);
  const fields = forms.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, one]) => ({
      ...readField(name, resolveSchema(one, document), required.includes(name)),
      location: 'body' as const,
    })),
  );
  return [...new Map(fields.map((field) => [field.name, field])).values()];
}
