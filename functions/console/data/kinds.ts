import { title } from './words.ts';

/** A field of a start, as the form shows it. */
export interface Field {
  readonly name: string;
  readonly type:
    | 'text'
    | 'long-text'
    | 'media'
    | 'media-list'
    | 'choice'
    | 'number'
    | 'flag'
    | 'json';
  readonly description: string;
  readonly isRequired: boolean;
  readonly choices: readonly string[];
  readonly initial: unknown;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** A kind of task, read from the OpenAPI document. */
export interface Kind {
  readonly name: string;
  readonly title: string;
  readonly startPath: string;
  readonly fields: readonly Field[];
  readonly example: Readonly<Record<string, unknown>>;
}

interface Schema {
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
interface Operation {
  readonly 'x-kind'?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { schema: Schema; example?: object } };
  };
}
interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let asked: Promise<readonly Kind[]> | undefined;

/** Every kind of task, in the order of the reference; asked for once. */
export function listKinds(): Promise<readonly Kind[]> {
  asked ??= fetch('/openapi.json')
    .then((response) => response.json() as Promise<OpenApi>)
    .then(readKinds)
    .catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
  return asked;
}

function readKinds({ paths, components }: OpenApi): Kind[] {
  const found = new Map<string, Kind>();
  for (const [startPath, { post }] of Object.entries(paths)) {
    const name = post?.['x-kind'];
    const content = post?.requestBody?.content['application/json'];
    if (!name || !content || found.has(name)) continue;
    const { schema, example = {} } = content;
    const { properties = {}, required = [] } = resolve(schema, components.schemas);
    const fields = Object.entries(properties).map(([field, one]) =>
      readField(field, resolve(one, components.schemas), required.includes(field)),
    );
    found.set(name, {
      ...{ name, startPath, fields },
      title: post?.tags?.[0] ?? title(name),
      example: example as Record<string, unknown>,
    });
  }
  return [...found.values()];
}

function resolve(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return (name && schemas[name]) || schema;
}

function readField(name: string, schema: Schema, isRequired: boolean): Field {
  const forms = schema.anyOf ?? [schema];
  const has = (type: string) => forms.some((form) => form.type === type);
  const isFlag = has('boolean');
  const choices = isFlag ? [] : (forms.find((form) => form.enum)?.enum ?? []).map(String);
  const number = forms.find((form) => form.type === 'integer' || form.type === 'number');
  const shared = {
    ...{ name, isRequired, choices },
    description: schema.description ?? '',
    initial: schema.default,
    minimum: number?.minimum,
    maximum: number?.maximum,
  };
  if (isFlag) return { ...shared, type: 'flag' };
  if (choices.length > 0) return { ...shared, type: 'choice' };
  if (number) return { ...shared, type: 'number' };
  if (has('array')) return { ...shared, type: isMedia(name) ? 'media-list' : 'json' };
  if (has('object')) return { ...shared, type: 'json' };
  if (isMedia(name)) return { ...shared, type: 'media' };
  const isLong = (schema.maxLength ?? 0) > 1000;
  return { ...shared, type: isLong ? 'long-text' : 'text' };
}

const isMedia = (name: string) => /(_urls?|Src|Urls)$/.test(name) && name !== 'webhook_url';
