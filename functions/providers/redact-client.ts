import type { ProviderClient } from './adapter.ts';
import { limitOperation, limitStatus } from './limit-answers.ts';
import type { Json, OperationStatus } from './operation.ts';
import { ProviderError, StartOutcomeUnknownError } from './provider-error.ts';
import type { QueryHandlers } from './provider-query.ts';
import { redact, redactJson } from './redact.ts';

/** The settings of a provider that are credentials, whatever its type. */
const CREDENTIALS = ['apiKey', 'authorization', 'webhookSecret'];

/**
 * The client, with every word of its provider's redacted and cut: in errors and in outcomes, whatever their HTTP status
 * was, and in what it answers at once; and with no more in what is kept than a record has room for. The one place where
 * that is done; the addresses of files stay as they are, since they are never shown.
 */
export function redactClient(client: ProviderClient, secrets: readonly string[]): ProviderClient {
  const { start, check, fetchResult, cancel, queryHandlers } = client;
  async function guarded<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      throw redactError(error, secrets);
    }
  }
  return {
    ...client,
    start: (call) => guarded(async () => limitOperation(await start(call))),
    check: (operation) =>
      guarded(async () => redactStatus(limitStatus(await check(operation)), secrets)),
    ...(fetchResult ? { fetchResult: (operation) => guarded(() => fetchResult(operation)) } : {}),
    ...(cancel ? { cancel: (operation) => guarded(() => cancel(operation)) } : {}),
    ...(queryHandlers ? { queryHandlers: redactAnswers(queryHandlers, guarded, secrets) } : {}),
  };
}

/** The credentials among a provider's settings, in each form in which it gets them. */
export function findSecrets(settings: unknown): string[] {
  return CREDENTIALS.flatMap((name) => {
    const value: unknown = Object(settings)[name];
    // Of `Bearer …` also what follows.
    return typeof value === 'string' ? [value, value.replace(/^\S+ /, '')] : [];
  });
}

function redactStatus(status: OperationStatus, secrets: readonly string[]): OperationStatus {
  if (status.state === 'failed') return { ...status, message: redact(status.message, secrets) };
  if (status.state !== 'completed' || !status.facts) return status;
  return { ...status, facts: redactJson({ ...status.facts }, secrets) };
}

function redactError(error: unknown, secrets: readonly string[]): unknown {
  if (error instanceof StartOutcomeUnknownError) {
    return new StartOutcomeUnknownError(redact(error.message, secrets), { cause: error.cause });
  }
  if (!(error instanceof ProviderError)) return error;
  const { code, message, retryable, retryAfterSeconds, cause } = error;
  return new ProviderError(code, redact(message, secrets), { retryable, retryAfterSeconds, cause });
}

type Guard = <Result>(call: () => Promise<Result>) => Promise<Result>;

function redactAnswers(
  handlers: Partial<QueryHandlers>,
  guarded: Guard,
  secrets: readonly string[],
): Partial<QueryHandlers> {
  const redacted = Object.entries(handlers).map(([query, answer]) => [
    query,
    (request: never) =>
      guarded(async () => {
        const answered: Json = await (answer as (request: never) => Promise<Json>)(request);
        const isFile = query === 'speak' || query === 'watermark';
        return isFile ? answered : redactJson(answered, secrets);
      }),
  ]);
  return Object.fromEntries(redacted) as Partial<QueryHandlers>;
}
