import * as z from 'zod';
import { isTaskKind, kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';
import type {
  Adapter,
  AdapterDefinition,
  AdapterStart,
  AdapterTools,
  Json,
  ProviderModel,
  StartCall,
} from '../provider.ts';
import { type FailureCode, failureCodes, ProviderError } from '../provider-error.ts';
import { createRequester, type ErrorReport, type Requester } from '../request.ts';
import { deletePath, detailPath, startPath } from './a2e-paths.ts';
import { type A2eRecord, recordSchema, statusOf } from './a2e-record.ts';
import { verifyA2eCallback } from './callback.ts';

const settingsSchema = z.object({
  apiKey: z.string('is missing: an API token (sk_...) from the account page of A2E').min(1),
  baseUrl: z.url().default('https://video.a2e.ai'),
  /** True where the service honours `Idempotency-Key`, as another Reelhook does and A2E does not. */
  honoursIdempotencyKey: z.boolean().default(false),
});

/** The kind of operations that were begun before there were several. */
const FIRST_KIND: TaskKind = 'image-to-video';
/** Left unsaid, A2E takes the account's own (a2e-api 2.2). */
const DEFAULT_MODEL = 'a2e';
/** A2E asks for 3 to 5 seconds (a2e-api 1.3). */
const SECONDS_BETWEEN_CHECKS = 3;

const errorCode = z.union([z.number(), z.string()]);
/** An error can come with HTTP 200 too: `code` is then not 0 (a2e-api 1.2). */
const envelopeSchema = z.union([
  z.object({
    code: z.literal(0).nullish(),
    data: z.union([recordSchema, z.tuple([recordSchema], recordSchema)]),
  }),
  z.object({
    code: errorCode.refine((code) => code !== 0),
    message: z.string().nullish(),
    msg: z.string().nullish(),
  }),
]);
const errorSchema = z.object({
  code: errorCode.nullish(),
  message: z.string().nullish(),
  msg: z.string().nullish(),
  error: z.string().nullish().catch(null),
});
const operationSchema = z.object({
  id: z.string(),
  kind: z.string().refine(isTaskKind).default(FIRST_KIND),
});

export const a2e: AdapterDefinition = {
  type: 'a2e',
  kinds: taskKinds,
  create: (settings, tools) => createA2e(settingsSchema.parse(settings), tools),
};

/** A2E itself, or another Reelhook, which speaks the same API (a2e-api 2). */
function createA2e(settings: z.output<typeof settingsSchema>, tools: AdapterTools): Adapter {
  const { apiKey, baseUrl, honoursIdempotencyKey } = settings;
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets: [apiKey],
    readError,
  });
  const check = async (operation: unknown) => {
    const { id, kind } = operationSchema.parse(operation);
    const envelope = await requester.get(detailPath(kind, id), envelopeSchema);
    const record = recordIn(tools, envelope, { code: 'provider_unreachable', retryable: true });
    return statusOf(kinds[kind], record);
  };
  return {
    startsOncePerTask: honoursIdempotencyKey,
    models: [modelOf(DEFAULT_MODEL), modelOf('a2e-v2'), modelOf('a2e-v2-flash')],
    pictures: 'url',
    secondsBetweenChecks: SECONDS_BETWEEN_CHECKS,
    callback: {
      verify: async ({ body }, operation) =>
        verifyA2eCallback(body, operationSchema.optional().parse(operation)?.id),
    },
    start: (call) => start(requester, tools, call, startBody(call)),
    others: {
      kinds: taskKinds.filter((kind) => kind !== FIRST_KIND),
      refusals: () => [],
      expectedSeconds: (kind) => kinds[kind].expectedSeconds,
      start: (call) => start(requester, tools, call, bodyOf(call)),
    },
    check,
    /** Deleting is the only way to cancel; a finished record must stay, because its file goes with it. */
    async cancel(operation) {
      const { id, kind } = operationSchema.parse(operation);
      const { state } = await check(operation);
      const path = deletePath(kind, id);
      if (state === 'running' && path !== undefined) await requester.stop('DELETE', path);
    },
  };
}

function modelOf(name: string): ProviderModel {
  return {
    name,
    id: name,
    seconds: [5, 10, 15, 20],
    expectedSeconds: 300,
    negativePrompt: true,
    lastFrame: true,
    lora: true,
  };
}

async function start(
  requester: Requester,
  tools: AdapterTools,
  { kind, taskId }: Pick<StartCall, 'kind' | 'taskId'>,
  json: Record<string, unknown>,
): Promise<Json> {
  const headers = { 'idempotency-key': taskId };
  const envelope = await requester.start(startPath(kind), envelopeSchema, { json, headers });
  const record = recordIn(tools, envelope, { code: 'input_rejected', retryable: false });
  return { id: record._id, kind };
}

/** The request as it was read: its fields are A2E's own. The service answers one task for it. */
function bodyOf({ taskId, request, callbackUrl }: StartCall): Record<string, unknown> {
  const { provider: _provider, ...fields } = request;
  const webhook = callbackUrl === undefined ? {} : { webhook_url: callbackUrl };
  return { ...fields, name: taskId, ...webhook };
}

/** `negative_prompt` goes along even when it is empty: the live service refuses a start without it (a2e-api 2.2). */
function startBody({ taskId, model, request, callbackUrl }: AdapterStart): Record<string, unknown> {
  const { mask_face, lora, end_image_url, model_type } = request;
  const isDefault = request.model_version === undefined && model.id === DEFAULT_MODEL;
  return {
    name: taskId,
    image_url: request.image_url,
    prompt: request.prompt,
    negative_prompt: request.negative_prompt,
    video_time: request.video_time,
    number_of_images: 1,
    model_type,
    ...(model_type === 'FLF2V' ? { end_image_url } : {}),
    extend_prompt: request.extend_prompt,
    skip_face_enhance: request.skip_face_enhance,
    minor_suspected_skip: request.minor_suspected_skip,
    ...(mask_face === undefined ? {} : { mask_face }),
    ...(isDefault ? {} : { model_version: model.id }),
    ...(lora === undefined ? {} : { lora }),
    ...(callbackUrl === undefined ? {} : { webhook_url: callbackUrl }),
  };
}

/** What the envelope holds. @throws ProviderError for an error that came with HTTP 200 */
function recordIn(
  { name }: AdapterTools,
  envelope: z.output<typeof envelopeSchema>,
  otherwise: { code: FailureCode; retryable: boolean },
): A2eRecord {
  if ('data' in envelope) return Array.isArray(envelope.data) ? envelope.data[0] : envelope.data;
  const code = codeOf(envelope.code) ?? otherwise.code;
  const message = `${name} said no: ${envelope.message ?? envelope.msg ?? failureCodes[code]}`;
  throw new ProviderError(code, message, { retryable: otherwise.retryable });
}

/** 1003 and 1004 are A2E's detection of minors (a2e-api 1.2). */
function codeOf(code: number | string | null | undefined): FailureCode | undefined {
  return `${code}` === '1003' || `${code}` === '1004' ? 'moderated' : undefined;
}

function readError(body: unknown, { status }: { status: number }): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  const message = parsed.data?.message ?? parsed.data?.msg ?? parsed.data?.error;
  if (!parsed.success || !message) return undefined;
  const isUnpaid = status === 400 && /coins|credit|balance/i.test(message);
  const isModerated = status === 403 && /moderat|nsfw|minor/i.test(message);
  const isOverQuota = status === 403 && /quota|limit/i.test(message);
  const known = codeOf(parsed.data.code);
  if (known || isModerated) return { code: 'moderated', message };
  return { code: isUnpaid || isOverQuota ? 'quota_exceeded' : undefined, message };
}
