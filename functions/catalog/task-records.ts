import type { KindRequest } from './kind-definition.ts';

/** A2E's words for where a task stands (a2e-api 1.3). */
export type TaskStatus = 'initialized' | 'sent' | 'pending' | 'processing' | 'completed' | 'failed';

/** What a record is made from. */
export interface ShownTask<Request = KindRequest> {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly request: Request;
  readonly status: TaskStatus;
  /** Percent done, 0 to 100. */
  readonly progress: number;
  /** The price, in the kind's currency. */
  readonly coins: number;
  readonly provider: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
  /** Where the finished file is read; empty until the task is completed. */
  readonly resultUrl: string;
  /** What the provider told of the finished work. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * A2E's common record (a2e-api 1.3): `echo` are the fields of the request that it shows again, `results` what there is
 * once the task is completed. `result_url` is empty until then, and `failed_message` unless it failed: some clients take
 * either as the outcome.
 */
export function taskRecord(
  task: ShownTask<unknown>,
  echo: Readonly<Record<string, unknown>>,
  results: Readonly<Record<string, unknown>> = { result_url: task.resultUrl },
): Record<string, unknown> {
  return {
    _id: task.id,
    name: task.name,
    ...withoutUndefined(echo),
    current_status: task.status,
    process: task.progress,
    coins: task.coins,
    provider: task.provider,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    failed_message: task.failure?.message ?? '',
    failed_code: task.failure?.code ?? '',
    ...results,
  };
}

function withoutUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
