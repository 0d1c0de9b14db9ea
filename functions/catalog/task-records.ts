import type { ShownTask } from './kind-definition.ts';

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
    // Where clients look first; families with other field names have those instead.
    status: task.status,
    process: task.progress,
    coins: task.coins,
    provider: task.provider,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    failed_message: task.failure?.message ?? '',
    failed_code: task.failure?.code ?? '',
    ...withoutUndefined(results),
  };
}

/** A2E's record of a face swap (a2e-api 8), with its misspelt field and the right ones beside it. */
export function faceSwapRecord(
  task: ShownTask<{
    readonly face_url: string;
    readonly video_url: string;
    readonly cover_url?: string | undefined;
    readonly model_version?: string | undefined;
  }>,
): Record<string, unknown> {
  const { request, status, failure, resultUrl, createdAt, updatedAt } = task;
  const isFinished = status === 'completed' || status === 'failed';
  return taskRecord(task, pick(request, ['video_url', 'face_url', 'cover_url', 'model_version']), {
    result_url: resultUrl,
    error_code: status === 'completed' ? '0' : (failure?.code ?? null),
    faild_message: failure?.message ?? null,
    initialized_time: createdAt,
    completed_time: isFinished ? updatedAt : null,
  });
}

/** Some fields of an object. */
export function pick<Name extends string>(
  from: { readonly [Field in Name]?: unknown },
  names: readonly Name[],
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function withoutUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
