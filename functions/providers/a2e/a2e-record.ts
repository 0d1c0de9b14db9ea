import * as z from 'zod';
import type { KindDefinition } from '../../catalog/catalog.ts';
import type { Json, OperationStatus } from '../operation.ts';
import { type FailureCode, failureCodes } from '../provider-error.ts';

const text = z.string().nullish().catch(null);

/** A record of any family (a2e-api 1.3, 5, 8); what a kind says of its results is read by name. */
export const a2eRecordSchema = z.looseObject({
  _id: z.string(),
  current_status: text,
  status: text,
  state: text,
  process: z.number().min(0).max(100).nullish().catch(null),
  failed_code: text,
  failed_message: text,
  faild_message: text,
  error_code: text,
  msg: text,
  fail_reason: text,
  coins: z.number().nullish().catch(null),
});

export type A2eRecord = z.output<typeof a2eRecordSchema>;

/** A2E's words for work that is not begun, in all of its vocabularies. */
const QUEUED = ['initialized', 'sent', 'pending', 'pendding', 'init', 'start', 'waiting'];
/** Where the file is in records of families that do not keep to their own field. */
const OTHER_FIELDS = ['result_url', 'video_output'];
const COMPLETED = ['completed', 'success'];
const FAILED = ['failed', 'fail'];

/** How the work is, by a record of the kind. */
export function parseStatus({ result }: KindDefinition, record: A2eRecord): OperationStatus {
  const word = record.current_status || record.status || record.state || '';
  if (FAILED.includes(word)) return parseFailure(record);
  if (COMPLETED.includes(word)) return parseCompletion(result, record);
  if (QUEUED.includes(word)) return { state: 'running', phase: 'queued' };
  const progress = record.process ? { progress: record.process } : {};
  return { state: 'running', phase: 'processing', ...progress };
}

function parseCompletion(result: KindDefinition['result'], record: A2eRecord): OperationStatus {
  const cost = record.coins ? { cost: { amount: record.coins, unit: 'coins' } as const } : {};
  const facts = result.facts ? { facts: parseFacts(result.facts, record) } : {};
  if (result.field === undefined) return { state: 'completed', ...facts, ...cost };
  const url = [result.field, ...OTHER_FIELDS]
    .map((field) => addressIn(record[field]))
    .find(Boolean);
  if (url) return { state: 'completed', result: { url }, ...facts, ...cost };
  const message = 'The upstream service completed the task without a file.';
  return { state: 'failed', code: 'result_gone', message, ...cost };
}

/** The address, or the first of several. */
function addressIn(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

function parseFacts(names: readonly string[], record: A2eRecord): Record<string, Json> {
  const found = names.flatMap((name) => {
    const value = z.json().safeParse(record[name]);
    return value.success ? [[name, value.data as Json]] : [];
  });
  return Object.fromEntries(found);
}

function parseFailure(record: A2eRecord): OperationStatus {
  const { failed_message, faild_message, msg, fail_reason, failed_code, error_code } = record;
  const said = failed_message || faild_message || msg || fail_reason;
  const message = said || 'The task failed at the upstream service.';
  const code = failedCode(failed_code || error_code || '', message);
  return { state: 'failed', code, message };
}

/** Another Reelhook's words are ours; A2E publishes no list, so its own are judged by what they say. */
function failedCode(code: string, message: string): FailureCode {
  if (Object.hasOwn(failureCodes, code)) return code as FailureCode;
  if (/cancel/i.test(code)) return 'canceled';
  return /moderat|nsfw|sensitive|minor/i.test(`${code} ${message}`)
    ? 'moderated'
    : 'provider_failed';
}
