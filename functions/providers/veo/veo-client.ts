import * as z from 'zod';
import type { AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Picture } from '../model-input.ts';
import type { Operation, OperationStatus, ResultFile } from '../operation.ts';
import { type FailureCode, ProviderError } from '../provider-error.ts';
import { createRequester, type ErrorReport } from '../request.ts';
import { veoSettings } from './veo.ts';

type Settings = z.output<typeof veoSettings>;

const startedSchema = z.object({ name: z.string() });
const operationSchema = z.object({ name: z.string() });
const statusSchema = z.object({
  done: z.boolean().nullish(),
  error: z.object({ code: z.number().nullish(), message: z.string().nullish() }).nullish(),
  response: z
    .object({
      generateVideoResponse: z
        .object({
          generatedSamples: z
            .array(z.object({ video: z.object({ uri: z.string() }).nullish() }))
            .nullish(),
          raiMediaFilteredCount: z.number().nullish(),
          raiMediaFilteredReasons: z.array(z.string()).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
const errorSchema = z.object({
  error: z.object({ message: z.string(), status: z.string().nullish() }),
});

type VeoStatus = z.output<typeof statusSchema>;

export const createVeoClient: CreateClient = (settings, tools) =>
  createVeo(veoSettings.parse(settings), tools);

/**
 * Veo in the Gemini API (ai.google.dev, "Generate videos with Veo"; requests of `@google/genai` 2.32). Pictures go along as
 * bytes, the finished file is read with the key, and there is no way to cancel.
 */
function createVeo(settings: Settings, tools: AdapterTools): ProviderClient {
  const { apiKey, baseUrl, resolution } = settings;
  const requester = createRequester({
    ...tools,
    baseUrl,
    headers: { 'x-goog-api-key': apiKey },
    readError,
  });
  const read = (operation: Operation) =>
    requester.get(`/v1beta/${operationSchema.parse(operation).name}`, statusSchema);
  return {
    async start({ model, input, images }) {
      const { prompt, ...parameters } = input;
      const json = {
        instances: [
          {
            prompt,
            image: createImage(images['image_url']),
            lastFrame: createImage(images['end_image_url']),
          },
        ],
        parameters: { ...parameters, resolution },
      };
      const path = `/v1beta/models/${model.id}:predictLongRunning`;
      const { name } = await requester.start(path, startedSchema, { json });
      return { name };
    },
    check: async (operation) => parseStatus(await read(operation)),
    fetchResult: async (operation) => getFile(settings, tools, await read(operation)),
  };
}

function createImage(picture: Picture | undefined) {
  if (!picture || 'url' in picture) return undefined;
  const bytesBase64Encoded = Buffer.from(picture.bytes).toString('base64');
  return { bytesBase64Encoded, mimeType: picture.mediaType };
}

function parseStatus(status: VeoStatus): OperationStatus {
  if (!status.done) return { state: 'running', phase: 'processing' };
  if (status.error) {
    const message = status.error.message || 'The operation failed at Google.';
    return { state: 'failed', code: getFailureCode(status.error.code ?? 0, message), message };
  }
  if (getUri(status)) return { state: 'completed' };
  const videos = status.response?.generateVideoResponse;
  const reasons = videos?.raiMediaFilteredReasons ?? [];
  if (reasons.length > 0 || videos?.raiMediaFilteredCount) {
    const message = reasons.join(' ') || 'Google filtered the video for its content.';
    return { state: 'failed', code: 'moderated', message };
  }
  return { state: 'failed', code: 'result_gone', message: 'Google finished without a file.' };
}

function getUri(status: VeoStatus): string | undefined {
  return status.response?.generateVideoResponse?.generatedSamples?.[0]?.video?.uri;
}

/** The key goes to Google's own origin only. @throws ProviderError */
function getFile({ apiKey, baseUrl }: Settings, { name }: AdapterTools, status: VeoStatus) {
  const uri = getUri(status);
  if (!uri) {
    throw new ProviderError('result_gone', `${name} does not have the file any more.`, {
      retryable: false,
    });
  }
  const isTheirs = URL.canParse(uri) && new URL(uri).origin === new URL(baseUrl).origin;
  return { url: uri, headers: isTheirs ? { 'x-goog-api-key': apiKey } : {} } satisfies ResultFile;
}

/** Numbers of google.rpc.Code. */
function getFailureCode(code: number, message: string): FailureCode {
  if (/safety|responsible ai|usage guidelines|policy/i.test(message)) return 'moderated';
  if (code === 1) return 'canceled';
  if (code === 3 || code === 9) return 'input_rejected';
  if (code === 4) return 'timed_out';
  return code === 8 ? 'quota_exceeded' : 'provider_failed';
}

/** Google answers a wrong key with 400. */
function readError(body: unknown, { status }: { status: number }): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { message } = parsed.data.error;
  if (/api key/i.test(message)) return { code: 'unauthorized', message };
  if (status === 400 && /safety|responsible ai|usage guidelines/i.test(message)) {
    return { code: 'moderated', message };
  }
  return { message };
}
