import * as z from 'zod';
import type { AdapterStart, AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Model } from '../model.ts';
import type { OperationStatus } from '../operation.ts';
import { createRequester, type ErrorReport, type Requester } from '../request.ts';
import { findAddress } from '../result-address.ts';
import { createReplicateCallback } from './callback.ts';
import { replicateSettings } from './replicate.ts';

const startedSchema = z.object({ id: z.string() });
const operationSchema = z.object({
  predictionId: z.string(),
  /** Where the file's address is in the output; empty where the output is the address, or a list of such. */
  result: z.string().default(''),
});
const predictionSchema = z.object({
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  metrics: z.object({ predict_time: z.number().nullish() }).nullish().catch(null),
});
const secretSchema = z.object({ key: z.string() });
const errorSchema = z.object({ detail: z.string(), title: z.string().nullish() });

export const createReplicateClient: CreateClient = (settings, tools) =>
  createReplicate(replicateSettings.parse(settings), tools);

/** Replicate's predictions (replicate.com/docs/reference/http). */
function createReplicate(
  settings: z.output<typeof replicateSettings>,
  tools: AdapterTools,
): ProviderClient {
  const { apiKey, baseUrl, webhookSecret } = settings;
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    readError,
  });
  const getPath = (operation: unknown) =>
    `/predictions/${encodeURIComponent(operationSchema.parse(operation).predictionId)}`;
  return {
    callback: createReplicateCallback({
      clock: tools.clock,
      secret: secretReader(requester, webhookSecret),
      getPredictionId: (operation) => operationSchema.parse(operation).predictionId,
    }),
    start: (call) => start(requester, call),
    async check(operation) {
      const prediction = await requester.get(getPath(operation), predictionSchema);
      return parseStatus(prediction, operationSchema.parse(operation).result);
    },
    cancel: (operation) => requester.stop('POST', `${getPath(operation)}/cancel`),
  };
}

async function start(requester: Requester, { model, input, callbackUrl }: AdapterStart) {
  const target = getTarget(model);
  const webhook = callbackUrl ? { webhook: callbackUrl, webhook_events_filter: ['completed'] } : {};
  const json = { ...webhook, input, ...target.body };
  const { id } = await requester.start(target.path, startedSchema, { json });
  return { predictionId: id, result: model.result ?? '' };
}

/** `owner/name` is an official model; `owner/name:version` and a bare version name one version. */
function getTarget({ id }: Pick<Model, 'id'>): {
  path: string;
  body: { version?: string };
} {
  const [name = '', version] = id.split(':');
  if (version === undefined && name.includes('/')) {
    return { path: `/models/${name}/predictions`, body: {} };
  }
  return { path: '/predictions', body: { version: version ?? name } };
}

function secretReader(requester: Requester, configured: string | undefined) {
  let known = configured;
  return async () => {
    known ??= (await requester.get('/webhooks/default/secret', secretSchema)).key;
    return known;
  };
}

function parseStatus(
  prediction: z.output<typeof predictionSchema>,
  result: string,
): OperationStatus {
  const seconds = prediction.metrics?.predict_time;
  const cost = seconds ? { cost: { amount: seconds, unit: 'seconds' } as const } : {};
  switch (prediction.status) {
    case 'starting':
      return { state: 'running', phase: 'queued' };
    case 'succeeded':
      return { ...completedWith(prediction.output, result), ...cost };
    case 'failed':
      return { ...failedWith(prediction.error), ...cost };
    case 'canceled': {
      const message = 'The prediction was canceled at Replicate.';
      return { state: 'failed', code: 'canceled', message, ...cost };
    }
    case 'aborted': {
      const message = 'Replicate gave the prediction up before it began.';
      return { state: 'failed', code: 'timed_out', message };
    }
    default:
      return { state: 'running', phase: 'processing' };
  }
}

/** Replicate removes the output an hour after the end and leaves the prediction (docs, "Data retention"). */
function completedWith(output: unknown, result: string): OperationStatus {
  const url = findAddress(output, result === '' && Array.isArray(output) ? '0' : result);
  if (url) return { state: 'completed', result: { url } };
  const message = 'Replicate has removed the result; it keeps it for an hour.';
  return { state: 'failed', code: 'result_gone', message };
}

/** Models say in words what failed; `E005` and "flagged as sensitive" are Replicate's moderation. */
function failedWith(error: unknown): OperationStatus {
  const message = typeof error === 'string' && error !== '' ? error : 'The prediction failed.';
  const isModerated = /\bE005\b|flagged as sensitive|NSFW/i.test(message);
  return { state: 'failed', code: isModerated ? 'moderated' : 'provider_failed', message };
}

function readError(body: unknown): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  return parsed.success ? { message: parsed.data.detail } : undefined;
}
