import * as z from 'zod';
import { type FailureCode, failureCodes, ProviderError } from '../provider-error.ts';
import type { ErrorReport } from '../request.ts';
import { type A2eRecord, a2eRecordSchema } from './a2e-record.ts';

const errorCode = z.union([z.number(), z.string()]);
const records = z.union([a2eRecordSchema, z.tuple([a2eRecordSchema], a2eRecordSchema)]);

const failure = z.object({
  code: errorCode.refine((code) => code !== 0),
  message: z.string().nullish(),
  msg: z.string().nullish(),
});

/** Whatever data in A2E's envelope. An error can come with HTTP 200 too: `code` is then not 0 (a2e-api 1.2). */
export function createEnvelopeSchema<Data>(data: z.ZodType<Data>) {
  return z.union([z.object({ code: z.literal(0).nullish(), data }), failure]);
}

/** Records in the envelope. Some families have none. */
export const envelopeSchema = z.union([
  createEnvelopeSchema(records),
  a2eRecordSchema.transform((data) => ({ data })),
]);

type Envelope<Data> = { readonly data: Data } | z.output<typeof failure>;

/** What is said where the envelope itself does not say it. */
interface Otherwise {
  readonly code: FailureCode;
  readonly retryable: boolean;
}

const errorSchema = z.object({
  code: errorCode.nullish(),
  message: z.string().nullish(),
  msg: z.string().nullish(),
  error: z.string().nullish().catch(null),
});

/** The record, or the first of several. @throws ProviderError for an error that came with HTTP 200 */
export function recordIn(
  name: string,
  envelope: z.output<typeof envelopeSchema>,
  otherwise: Otherwise,
): A2eRecord {
  const data = dataIn(name, envelope, otherwise);
  return Array.isArray(data) ? data[0] : data;
}

/** What the envelope holds. @throws ProviderError for an error that came with HTTP 200 */
export function dataIn<Data>(name: string, envelope: Envelope<Data>, otherwise: Otherwise): Data {
  if ('data' in envelope) return envelope.data;
  const code = getFailureCode(envelope.code) ?? otherwise.code;
  const message = `${name} said no: ${envelope.message ?? envelope.msg ?? failureCodes[code]}`;
  throw new ProviderError(code, message, { retryable: otherwise.retryable });
}

/** What an error body says; undefined if it is not one. */
export function readError(body: unknown, { status }: { status: number }): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  const message = parsed.data?.message || parsed.data?.msg || parsed.data?.error;
  if (!parsed.success || !message) return undefined;
  const isUnpaid = status === 400 && /coins|credit|balance|diamond/i.test(message);
  const isModerated = status === 403 && /moderat|nsfw|minor/i.test(message);
  const isOverQuota = status === 403 && /quota|limit/i.test(message);
  if (getFailureCode(parsed.data.code) || isModerated) return { code: 'moderated', message };
  return { code: isUnpaid || isOverQuota ? 'quota_exceeded' : undefined, message };
}

/** 1003 and 1004 are A2E's detection of minors (a2e-api 1.2). */
function getFailureCode(code: number | string | null | undefined): FailureCode | undefined {
  return `${code}` === '1003' || `${code}` === '1004' ? 'moderated' : undefined;
}
