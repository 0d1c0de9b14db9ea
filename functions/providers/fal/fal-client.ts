import * as z from 'zod';
import type { AdapterStart, AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Operation, OperationStatus } from '../operation.ts';
import { createRequester, type ErrorReport, type Requester } from '../request.ts';
import { findAddress } from '../result-address.ts';
import { createFalCallback } from './callback.ts';
import { falSettings } from './fal.ts';

/** Where fal's video models have their file. */
const VIDEO = 'video.url';

const startedSchema = z.object({
  request_id: z.string(),
  status_url: z.string(),
  response_url: z.string(),
  cancel_url: z.string(),
});

const operationSchema = z.object({
  requestId: z.string(),
  statusUrl: z.string(),
  responseUrl: z.string(),
  cancelUrl: z.string(),
  /** Where the file's address is in the result. */
  result: z.string().default(VIDEO),
});

const statusSchema = z.object({
  status: z.string(),
  queue_position: z.int().nonnegative().nullish().catch(null),
  metrics: z.object({ inference_time: z.number().nullish() }).nullish().catch(null),
});

/** The address at a path of a result. */
function resultSchema(path: string) {
  return z.unknown().transform((answer, context) => {
    const url = findAddress(answer, path);
    if (url === undefined) context.addIssue(`has no ${path}`);
    return url ?? z.NEVER;
  });
}

const errorSchema = z.object({
  detail: z.union([z.string(), z.array(z.object({ msg: z.string(), type: z.string().nullish() }))]),
  error_type: z.string().nullish(),
});

export const createFalClient: CreateClient = (settings, tools) =>
  createFal(falSettings.parse(settings), tools);

/** fal's queue API (docs.fal.ai, "Queue"; field names from `@fal-ai/client` 1.10). */
function createFal(settings: z.output<typeof falSettings>, tools: AdapterTools): ProviderClient {
  const { apiKey, baseUrl, keyServerUrl } = settings;
  const common = { ...tools, readError };
  const requester = createRequester({
    ...common,
    baseUrl,
    headers: { authorization: `Key ${apiKey}` },
  });
  return {
    callback: createFalCallback({
      keyServer: createRequester({ ...common, baseUrl: keyServerUrl, headers: {} }),
      clock: tools.clock,
      getRequestId: (operation) => operationSchema.parse(operation).requestId,
    }),
    start: (call) => start(requester, call),
    check: (operation) => check(requester, operation),
    cancel: (operation) => requester.stop('PUT', operationSchema.parse(operation).cancelUrl),
  };
}

async function start(requester: Requester, { model, input: json, callbackUrl }: AdapterStart) {
  const query = callbackUrl ? `?${new URLSearchParams({ fal_webhook: callbackUrl })}` : '';
  const started = await requester.start(`/${model.id}${query}`, startedSchema, { json });
  return {
    requestId: started.request_id,
    statusUrl: started.status_url,
    responseUrl: started.response_url,
    cancelUrl: started.cancel_url,
    result: model.result ?? VIDEO,
  };
}

/** There is no word for failure: a failed job is completed too, and its result then answers with an error. */
async function check(requester: Requester, operation: Operation): Promise<OperationStatus> {
  const { statusUrl, responseUrl, result } = operationSchema.parse(operation);
  const { status, queue_position, metrics } = await requester.get(statusUrl, statusSchema);
  if (status === 'IN_QUEUE') {
    const place = queue_position ?? undefined;
    return {
      state: 'running',
      phase: 'queued',
      ...(place === undefined ? {} : { queuePosition: place }),
    };
  }
  if (status !== 'COMPLETED') return { state: 'running', phase: 'processing' };
  const url = await requester.get(responseUrl, resultSchema(result));
  const seconds = metrics?.inference_time;
  return {
    state: 'completed',
    result: { url },
    ...(seconds ? { cost: { amount: seconds, unit: 'seconds' } } : {}),
  };
}

/** `detail` is a list where the model refuses the input, and a text where fal itself has something to say. */
function readError(body: unknown, { status }: { status: number }): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { detail, error_type: type } = parsed.data;
  if (typeof detail !== 'string') {
    const message = detail.map(({ msg }) => msg).join('; ');
    const isModerated = detail.some((one) => one.type === 'content_policy_violation');
    return { code: isModerated ? 'moderated' : undefined, message };
  }
  if (type?.endsWith('_timeout')) return { code: 'timed_out', message: detail };
  if (/balance|quota|locked/i.test(detail) && status === 403) {
    return { code: 'quota_exceeded', message: detail };
  }
  const isJobFailure = status === 500 || type?.startsWith('runner_');
  return { code: isJobFailure ? 'provider_failed' : undefined, message: detail };
}
