import type * as z from 'zod';
import { parseForeignJson } from '../catalog/reserved-names.ts';
import type { AdapterTools } from './adapter.ts';
import type { Answer } from './exchange.ts';
import {
  type FailureCode,
  failureCodes,
  ProviderError,
  StartOutcomeUnknownError,
} from './provider-error.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** What a provider says is wrong, in its own error body. */
export interface ErrorReport {
  /** Optional; the HTTP status may say it well enough. */
  readonly code?: FailureCode | undefined;
  readonly message: string;
}

export interface RequesterOptions extends AdapterTools {
  /** Without a slash at the end. Credentials are sent to this origin only. */
  readonly baseUrl: string;
  /** Sent with every request; holds the credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Reads the provider's own error body; undefined if it is not one. */
  readError(body: unknown, answer: { status: number; headers: Headers }): ErrorReport | undefined;
}

/** The answer's content. @throws ProviderError for an error, and for what is not what the documentation promises. */
export function parseAnswer<Output>(
  options: RequesterOptions,
  answer: Answer,
  schema: z.ZodType<Output>,
): Output {
  if (!isSuccess(answer)) throw refused(options, answer);
  const parsed = schema.safeParse(readJson(answer));
  if (parsed.success) return parsed.data;
  const message = `${options.name} could not be understood: ${whyUnreadable(answer)}.`;
  throw new ProviderError('answer_unreadable', message, { retryable: true });
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function getText({ bytes }: Answer): string {
  return Buffer.from(bytes).toString('utf8');
}

export function readJson(answer: Answer): unknown {
  try {
    return parseForeignJson(getText(answer) || 'null');
  } catch {
    return undefined;
  }
}

export function whyUnreadable(answer: Answer): string {
  if (/^\s*</.test(getText(answer)))
    return 'the answer is a web page, not JSON; is the address right?';
  if (readJson(answer) === undefined) return 'the answer is not whole JSON';
  return 'the answer lacks what the documentation promises';
}

export function parseReport(options: RequesterOptions, answer: Answer): ErrorReport | undefined {
  const body = readJson(answer);
  return body === undefined || body === null ? undefined : options.readError(body, answer);
}

/** What the service refused. @param missing what a 404 means for this request */
export function refused(
  options: RequesterOptions,
  answer: Answer,
  missing: FailureCode = 'result_gone',
): ProviderError {
  const { status, headers } = answer;
  const report = parseReport(options, answer);
  const code = report?.code ?? (status === 404 ? missing : getStatusCode(status));
  const reason = report?.message ?? failureCodes[code];
  return new ProviderError(code, `${options.name} answered HTTP ${status}: ${reason}`, {
    retryable: status >= 500 || code === 'rate_limited' || code === 'provider_unreachable',
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), options.clock.now()),
  });
}

function getStatusCode(status: number): FailureCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 402) return 'quota_exceeded';
  if (status === 410) return 'result_gone';
  if (status === 408 || status >= 500) return 'provider_unreachable';
  if (status === 425 || status === 429) return 'rate_limited';
  return status < 400 ? 'answer_unreadable' : 'input_rejected';
}

export function unreachable(options: RequesterOptions, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const why = error instanceof Error ? error.message : 'unknown';
  return new ProviderError('provider_unreachable', `${options.name} could not be asked: ${why}.`, {
    retryable: true,
    cause: error,
  });
}

export function unknownStart({ name }: RequesterOptions, why: string): StartOutcomeUnknownError {
  return new StartOutcomeUnknownError(
    `It is not known whether ${name} took the task: ${why}. It was not sent again, so that it is not paid for twice.`,
  );
}
