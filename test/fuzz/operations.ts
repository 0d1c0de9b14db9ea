/** A JSON Schema as far as the fuzzer reads it. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Media {
  readonly content: { readonly 'application/json': { readonly schema: Schema; example?: unknown } };
}

/** An operation as the OpenAPI document has it, its references resolved one level deep. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly [string, ...string[]];
  readonly description: string;
  readonly security?: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Media & { readonly required: boolean };
  /** By status, or `default`. */
  readonly responses: Readonly<Record<string, Partial<Media>>>;
}

export interface Operation {
  readonly method: string;
  /** With its variable parts as `{name}`. */
  readonly path: string;
  readonly operation: DescribedOperation;
}

/** What is read of an OpenAPI document. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: unknown;
}

/** Every operation of the document. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const operation = described as DescribedOperation;
      return {
        method: method.toUpperCase(),
        path,
        operation: {
          ...operation,
          parameters: operation.parameters.map((one) => resolve(document, one)),
          responses: Object.fromEntries(
            Object.entries(operation.responses).map(([status, one]) => [
              status,
              resolve(document, one),
            ]),
          ),
        },
      };
    }),
  );
}

/** What a `$ref` within the document stands for; anything else as it is. */
export function resolve<Value extends object>(document: Document, value: Value): Value {
  if (!('$ref' in value)) return value;
  const place = String(value.$ref).replace('#/', '').split('/');
  const found = place.reduce<unknown>(
    (within, name) => (within as Record<string, unknown>)[name],
    document,
  );
  return found as Value;
}
