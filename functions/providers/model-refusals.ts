import { type KindRequest, kinds } from '../catalog/catalog.ts';
import { fitValue, getModelFields, type Model } from './model.ts';
import type { Refusal } from './operation.ts';

/** The fields of a request that the model can't honour, or can't do without. */
export function getModelRefusals(model: Model, request: KindRequest): Refusal[] {
  const fields = getModelFields(model.kind, request);
  const missing = (model.required ?? []).filter((field) => isEmpty(fields[field]));
  return [
    ...getUnknown(model, fields),
    ...Object.entries(fields).flatMap(([field, value]) => getExceeded(model, field, value)),
    ...missing.map((field) => ({ field, message: `is required by ${model.name}` })),
  ];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

function getUnknown(
  { kind, name, input, ignored = [], limits = {} }: Model,
  fields: Readonly<Record<string, unknown>>,
): Refusal[] {
  if (!input) return [];
  const { modelFields = {} } = kinds[kind];
  return Object.keys(fields)
    .filter((field) => !(field in input || field in limits || ignored.includes(field)))
    .filter((field) => !modelFields[field]?.isHint)
    .map((field) => {
      const advice = modelFields[field]?.advice;
      return { field, message: `is not taken by ${name}${advice ? `: ${advice}` : ''}` };
    });
}

function getExceeded({ kind, name, limits }: Model, field: string, value: unknown): Refusal[] {
  const limit = limits?.[field];
  const { longest, oneOf = [] } = limit ?? {};
  if (longest !== undefined && typeof value === 'string' && value.length > longest) {
    return [{ field, message: `must be at most ${longest} characters for ${name}` }];
  }
  if (fitValue(limit, value) !== undefined) return [];
  if (kinds[kind].modelFields?.[field]?.type !== 'seconds') {
    return [{ field, message: `must be one of ${oneOf.join(', ')} for ${name}` }];
  }
  const made = oneOf.map((length) => Number.parseFloat(`${length}`)).join(', ');
  return [{ field, message: `is not a length that ${name} makes: it makes ${made} seconds` }];
}
