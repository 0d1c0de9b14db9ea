/** As much of a JSON Schema as forms are made of. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface Operation {
  readonly 'x-kind'?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { schema: Schema; example?: object } };
  };
}

export interface OpenApi {
  readonly paths: Readonly<
    Record<string, { readonly post?: Operation; readonly patch?: Operation }>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let asked: Promise<OpenApi> | undefined;

/** The API's OpenAPI document; asked for once. */
export function getDocument(): Promise<OpenApi> {
  asked ??= fetch('/openapi.json')
    .then((response) => response.json() as Promise<OpenApi>)
    .catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
  return asked;
}

/** The schema that a reference names; any other as it is. */
export function resolve(schema: Schema, { components }: OpenApi): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return (name && components.schemas[name]) || schema;
}
