import type { Schema } from './open-api.ts';

/** A field of a request, as a form or a command line asks for it. */
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

/** Reads a field off its schema, which must be no reference. */
export function readField(name: string, schema: Schema, isRequired: boolean): Field {
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
