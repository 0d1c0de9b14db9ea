import { createHash } from 'node:crypto';
import * as z from 'zod';
import type {
  AdapterStart,
  AdapterTools,
  CreateClient,
  ProviderClient,
  RequestSigner,
} from '../adapter.ts';
import type { Picture } from '../model-input.ts';
import type { OperationStatus } from '../operation.ts';
import { createRequester, type ErrorReport } from '../request.ts';
import { bedrockSettings } from './bedrock.ts';
import { findOutput, presignOutput } from './output.ts';

type Settings = z.output<typeof bedrockSettings>;

const startedSchema = z.object({ invocationArn: z.string() });
const operationSchema = z.object({ invocationArn: z.string() });
const invocationSchema = z.object({
  status: z.string(),
  failureMessage: z.string().nullish(),
  outputDataConfig: z.object({ s3OutputDataConfig: z.object({ s3Uri: z.string() }) }),
});
const errorSchema = z.object({ message: z.string() });

/** @throws Error where the deployment has no AWS credentials. */
export const createBedrockClient: CreateClient = (settings, tools) => {
  if (!tools.aws) throw new Error(`The provider ${tools.name} needs AWS credentials.`);
  return createBedrock(bedrockSettings.parse(settings), tools, tools.aws);
};

/**
 * Luma Ray2 on Amazon Bedrock (Bedrock user guide, "Luma AI models"; API reference, StartAsyncInvoke). The client token
 * makes a repeated start the same invocation; there is no way to cancel.
 */
function createBedrock(
  settings: Settings,
  tools: AdapterTools,
  signer: RequestSigner,
): ProviderClient {
  const { region, outputBucket, outputPrefix } = settings;
  const aws = { service: 'bedrock', region };
  const requester = createRequester({
    ...tools,
    fetch: async (url, init) => tools.fetch(url, await signedInit(signer, url, { ...init, aws })),
    baseUrl: settings.baseUrl ?? `https://bedrock-runtime.${region}.amazonaws.com`,
    headers: {},
    readError,
  });
  const read = (operation: unknown) => {
    const { invocationArn } = operationSchema.parse(operation);
    return requester.get(`/async-invoke/${encodeURIComponent(invocationArn)}`, invocationSchema);
  };
  return {
    async start(call) {
      const json = {
        clientRequestToken: clientToken(call),
        modelId: call.model.id,
        modelInput: createBody(settings, call),
        outputDataConfig: {
          s3OutputDataConfig: { s3Uri: `s3://${outputBucket}/${outputPrefix}`.replace(/\/$/, '') },
        },
      };
      const { invocationArn } = await requester.start('/async-invoke', startedSchema, { json });
      return { invocationArn };
    },
    async check(operation) {
      const { invocationArn } = operationSchema.parse(operation);
      return parseStatus(await read(operation), invocationArn, tools.mediaBucket);
    },
    async fetchResult(operation) {
      const { invocationArn } = operationSchema.parse(operation);
      const { outputDataConfig } = await read(operation);
      const { s3Uri } = outputDataConfig.s3OutputDataConfig;
      return presignOutput(signer, region, findOutput(s3Uri, invocationArn));
    },
  };
}

type SignInit = Parameters<RequestSigner['sign']>[1];

/** The request with the headers of its signature; content, time limit and all else stay as they are. */
async function signedInit(
  signer: RequestSigner,
  url: string,
  { aws, ...init }: SignInit,
): Promise<RequestInit> {
  const { headers } = await signer.sign(url, { ...init, aws });
  return { ...init, headers };
}

/** Letters, digits and hyphens inside, at most 256 (API reference, StartAsyncInvoke). */
function clientToken({ taskId }: AdapterStart): string {
  return createHash('sha256').update(taskId).digest('hex');
}

function createBody({ aspectRatio, resolution }: Settings, { input, images }: AdapterStart) {
  return {
    ...input,
    aspect_ratio: aspectRatio,
    loop: false,
    resolution,
    keyframes: {
      frame0: createFrame(images['image_url']),
      frame1: createFrame(images['end_image_url']),
    },
  };
}

function createFrame(picture: Picture | undefined) {
  if (!picture || 'url' in picture) return undefined;
  const data = Buffer.from(picture.bytes).toString('base64');
  return { type: 'image', source: { type: 'base64', media_type: picture.mediaType, data } };
}

/** A result in our own bucket is copied inside it; any other is read with a signed address. */
function parseStatus(
  { status, failureMessage, outputDataConfig }: z.output<typeof invocationSchema>,
  invocationArn: string,
  mediaBucket: string | undefined,
): OperationStatus {
  if (status === 'Completed') {
    const { bucket, key } = findOutput(outputDataConfig.s3OutputDataConfig.s3Uri, invocationArn);
    return { state: 'completed', ...(bucket === mediaBucket ? { result: { key } } : {}) };
  }
  if (status !== 'Failed') return { state: 'running', phase: 'processing' };
  const message = failureMessage || 'The invocation failed at Bedrock.';
  if (/cancel/i.test(message)) return { state: 'failed', code: 'canceled', message };
  const code = isModeration(message) ? 'moderated' : 'provider_failed';
  return { state: 'failed', code, message };
}

function isModeration(message: string): boolean {
  return /content (filter|polic|moderation)|moderat|responsible ai/i.test(message);
}

/** The error's name is in a header: `ValidationException`, maybe with an address after a colon (AWS REST-JSON). */
function readError(body: unknown, { headers }: { headers: Headers }): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  const type = headers.get('x-amzn-errortype')?.split(':')[0];
  if (!parsed.success) return undefined;
  const { message } = parsed.data;
  if (type === 'ServiceQuotaExceededException') return { code: 'quota_exceeded', message };
  if (type === 'ThrottlingException') return { code: 'rate_limited', message };
  if (type === 'ResourceNotFoundException') return { code: 'result_gone', message };
  return { code: isModeration(message) ? 'moderated' : undefined, message };
}
