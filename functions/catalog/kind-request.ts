import * as z from 'zod';
import { text, withoutNulls } from './fields.ts';

/** A whole request has to fit into a webhook of 20 KB together with the rest of the record, in bytes. */
const LARGEST_REQUEST = 12_288;

/** What every request may say beside its kind's own fields. */
export const commonFields = {
  name: text(200).optional(),
  provider: text(100).optional(),
  model_version: text(100).optional(),
};

/** Spellings that clients use with every kind, each with the right one (a2e-api 2.2). */
const USUAL_ALIASES = { negative_prmpt: 'negative_prompt' };

/** Another spelling of a field whose value means something else. */
export interface FieldAlias {
  readonly field: string;
  /** The field's value; what can't be read is returned as it is, for the schema to refuse. */
  read(value: unknown): unknown;
}

/**
 * Makes the schema of a kind's requests: `null` counts as missing, and so does an empty string where the field is
 * optional. The whole is at most 12 KB.
 * @param aliases other spellings of fields, each with the right one, or with how to read it; used where the right one is
 *   missing.
 * @param check refuses what no field shows by itself; called once every field is right.
 */
export function kindRequest<Request extends object>(
  fields: z.ZodType<Request> & { readonly shape: z.core.$ZodShape },
  aliases: Readonly<Record<string, string | FieldAlias>> = {},
  check: (request: Request, context: z.RefinementCtx<Request>) => void = () => {},
): z.ZodType<Request> {
  const optional = Object.keys(fields.shape).filter((name) => isOptional(fields.shape[name]));
  const spellings = Object.entries({ ...USUAL_ALIASES, ...aliases });
  return z.preprocess(
    (body) => readSpellings(body, spellings, optional),
    fields.superRefine(refuseLarge).superRefine(check),
  );
}

/** Names the longest field of a request that is too large. */
function refuseLarge(request: object, context: z.RefinementCtx): void {
  if (getSize(request) <= LARGEST_REQUEST) return;
  const bySize = Object.entries(request).sort(([, a], [, b]) => getSize(b) - getSize(a));
  const message = `is too long together with the other fields: ${LARGEST_REQUEST} bytes in all`;
  context.addIssue({ code: 'custom', path: [bySize[0]?.[0] ?? ''], message });
}

/** What a request never holds, whatever a body says: the webhook's secret, and what we look up ourselves. */
const NEVER_HELD = ['webhook_url', 'webhook_token', 'references'];

function readSpellings(
  body: unknown,
  spellings: readonly (readonly [string, string | FieldAlias])[],
  optional: readonly string[],
): unknown {
  const given = withoutNulls(body);
  if (!isRecord(given)) return given;
  const request = Object.fromEntries(
    Object.entries(given).filter(([name]) => !NEVER_HELD.includes(name)),
  );
  for (const [spelled, right] of spellings) {
    const { [spelled]: value } = request;
    if (value === undefined) continue;
    if (typeof right === 'string') request[right] ??= value;
    else request[right.field] ??= right.read(value);
    delete request[spelled];
  }
  for (const name of optional) if (request[name] === '') delete request[name];
  return request;
}

function isOptional(field: unknown): boolean {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault;
}

/** A plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function getSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
