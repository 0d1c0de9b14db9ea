import * as z from 'zod';
import type { AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Picture } from '../model-input.ts';
import type { FailureCode } from '../provider-error.ts';
import { createRequester, type ErrorReport } from '../request.ts';
import { toStatus } from './generation-status.ts';
import { lumaSettings } from './luma.ts';

const startedSchema = z.object({ id: z.string() });
const operationSchema = z.object({ id: z.string() });
const generationSchema = z.object({
  state: z.string(),
  output: z.array(z.object({ url: z.string() })).nullish(),
  failure_code: z.string().nullish(),
  failure_reason: z.string().nullish(),
});
const errorSchema = z.object({ detail: z.union([z.string(), z.array(z.unknown())]) });

export const createLumaClient: CreateClient = (settings, tools) =>
  createLuma(lumaSettings.parse(settings), tools);

/** Luma Agents (docs.agents.lumalabs.ai, "Video generation" and "Error handling"): no callbacks, no way to cancel. */
function createLuma(
  { apiKey, baseUrl, resolution }: z.output<typeof lumaSettings>,
  tools: AdapterTools,
): ProviderClient {
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    readError,
  });
  return {
    async start({ model, input, images }) {
      const json = {
        model: model.id,
        type: 'video',
        prompt: input['prompt'],
        video: {
          resolution,
          duration: input['duration'],
          start_frame: createFrame(images['image_url']),
          end_frame: createFrame(images['end_image_url']),
        },
      };
      const { id } = await requester.start('/generations', startedSchema, { json });
      return { id };
    },
    async check(operation) {
      const { id } = operationSchema.parse(operation);
      const path = `/generations/${encodeURIComponent(id)}`;
      const generation = await requester.get(path, generationSchema);
      const code = codes.get(generation.failure_code ?? '') ?? 'provider_failed';
      return toStatus(generation, generation.output?.[0]?.url, () => code);
    },
  };
}

function createFrame(picture: Picture | undefined) {
  if (!picture || 'url' in picture) return picture;
  const data = Buffer.from(picture.bytes).toString('base64');
  return { data, media_type: picture.mediaType };
}

/** docs.agents.lumalabs.ai, "Error handling", asynchronous failures. */
const codes: ReadonlyMap<string, FailureCode> = new Map([
  ['content_moderated', 'moderated'],
  ['budget_exhausted', 'quota_exceeded'],
  ['output_not_found', 'result_gone'],
  ['image_too_large', 'input_rejected'],
  ['unsupported_format', 'input_rejected'],
  ['corrupt_input', 'input_rejected'],
  ['invalid_request', 'input_rejected'],
]);

function readError(body: unknown): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { detail } = parsed.data;
  return { message: typeof detail === 'string' ? detail : JSON.stringify(detail) };
}
