import * as z from 'zod';
import { type FailureCode, failureCodes, ProviderError } from '../provider-error.ts';
import type { ErrorReport } from '../request.ts';
import { type A2eRecord, recordSchema } from './a2e-record.ts';

const errorCode = z.union([z.number(), z.string()]);
const records = z.union([recordSchema, z.tuple([recordSchema], recordSchema)]);

/** An error can come with HTTP 200 too: `code` is then not 0 (a2e-api 1.2). Some families have no envelope. */
export const envelopeSchema = z.union([
  z.object({ code: z.literal(0).nullish(), data: records }),
  z.object({
    code: errorCode.refine((code) => code !== 0),
    message: z.string().nullish(),
    msg: z.string().nullish(),
  }),
  recordSchema.transform((data) => ({ data })),
]);

export type Envelope = z.output<typeof envelopeSchema>;

const errorSchema = z.object({
  code: errorCode.nullish(),
  message: z.string().nullish(),
  msg: z.string().nullish(),
  error: z.string().nullish().catch(null),
});

/** The record, or the first of several. @throws ProviderError for an error that came with HTTP 200 */
export function recordIn(
  name: string,
  envelope: Envelope,
  otherwise: { readonly code: FailureCode; readonly retryable: boolean },
): A2eRecord {
  if ('data' in envelope) return Array.isArray(envelope.data) ? envelope.data[0] : envelope.data;
  const code = codeOf(envelope.code) ?? otherwise.code;
  const message = `${name} said no: ${envelope.message ?? envelope.msg ?? failureCodes[code]}`;
  throw new ProviderError(code, message, { retryable: otherwise.retryable });
}

/** What an error body says; nothing where it is not one. */
export function readError(body: unknown, { status }: { status: number }): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  const message = parsed.data?.message || parsed.data?.msg || parsed.data?.error;
  if (!parsed.success || !message) return undefined;
  const isUnpaid = status === 400 && /coins|credit|balance|diamond/i.test(message);
  const isModerated = status === 403 && /moderat|nsfw|minor/i.test(message);
  const isOverQuota = status === 403 && /quota|limit/i.test(message);
  if (codeOf(parsed.data.code) || isModerated) return { code: 'moderated', message };
  return { code: isUnpaid || isOverQuota ? 'quota_exceeded' : undefined, message };
}

/** 1003 and 1004 are A2E's detection of minors (a2e-api 1.2). */
function codeOf(code: number | string | null | undefined): FailureCode | undefined {
  return `${code}` === '1003' || `${code}` === '1004' ? 'moderated' : undefined;
}
