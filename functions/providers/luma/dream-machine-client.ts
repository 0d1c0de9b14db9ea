import * as z from 'zod';
import type { AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Picture } from '../model-input.ts';
import type { FailureCode } from '../provider-error.ts';
import { createRequester, type ErrorReport } from '../request.ts';
import { dreamMachineSettings } from './dream-machine.ts';
import { toStatus } from './generation-status.ts';

const startedSchema = z.object({ id: z.string() });
const operationSchema = z.object({ id: z.string() });
const generationSchema = z.object({
  id: z.string().nullish(),
  state: z.string(),
  assets: z.object({ video: z.string().nullish() }).nullish(),
  failure_reason: z.string().nullish(),
});
const errorSchema = z.object({ detail: z.string() });

export const createDreamMachineClient: CreateClient = (settings, tools) =>
  createDreamMachine(dreamMachineSettings.parse(settings), tools);

/**
 * Luma's older API, for accounts that still have its keys (`lumaai` 1.19). It can call back, unsigned, and can't cancel:
 * deleting only removes the record.
 */
function createDreamMachine(
  { apiKey, baseUrl, resolution }: z.output<typeof dreamMachineSettings>,
  tools: AdapterTools,
): ProviderClient {
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    readError,
  });
  return {
    callback: { verify: async ({ body }, operation) => verify(body, operation) },
    async start({ model, input, images, callbackUrl }) {
      const json = {
        model: model.id,
        prompt: input['prompt'],
        keyframes: {
          frame0: createFrame(images['image_url']),
          frame1: createFrame(images['end_image_url']),
        },
        duration: input['duration'],
        resolution,
        ...(callbackUrl ? { callback_url: callbackUrl } : {}),
      };
      const { id } = await requester.start('/generations/video', startedSchema, { json });
      return { id };
    },
    async check(operation) {
      const { id } = operationSchema.parse(operation);
      const path = `/generations/${encodeURIComponent(id)}`;
      const generation = await requester.get(path, generationSchema);
      return toStatus(generation, generation.assets?.video, getFailureCode);
    },
  };
}

function createFrame(picture: Picture | undefined) {
  return picture && 'url' in picture ? { type: 'image', url: picture.url } : undefined;
}

/** It calls at every change, at `dreaming` too (docs.lumalabs.ai, "Callbacks"). */
function verify(body: unknown, operation: unknown): { finished: boolean } | undefined {
  const parsed = generationSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { id, state } = parsed.data;
  if (operation !== undefined && id !== operationSchema.parse(operation).id) return undefined;
  return { finished: state === 'completed' || state === 'failed' };
}

function getFailureCode(message: string): FailureCode {
  if (/cancel/i.test(message)) return 'canceled';
  return /moderat|content polic|nsfw/i.test(message) ? 'moderated' : 'provider_failed';
}

function readError(body: unknown): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const message = parsed.data.detail;
  return { code: /insufficient credits/i.test(message) ? 'quota_exceeded' : undefined, message };
}
