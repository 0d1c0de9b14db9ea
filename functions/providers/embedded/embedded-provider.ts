import * as z from 'zod';
import type { OperationStatus, Provider, Refusal, StartCall } from '../provider.ts';
import { type RenderJob, renderJobSchema } from './render-job.ts';
import { isFinished, type RenderStatus } from './render-status.ts';
import type { RenderStore } from './render-store.ts';

export interface EmbeddedProviderTools {
  readonly renders: RenderStore;
  /** Has the job rendered elsewhere; answers once the job is safely queued. */
  launchRender(job: RenderJob): Promise<void>;
  readonly clock: { now(): number };
}

/** The part of an image-to-video request that is read here; the rest are hints to a model that isn't there. */
const requestSchema = z.object({
  image_url: z.string(),
  end_image_url: z.string().optional(),
  prompt: z.string().default(''),
  negative_prompt: z.string().default(''),
  video_time: z.int().min(1).max(20).default(5),
  model_type: z.enum(['GENERAL', 'FLF2V']).default('GENERAL'),
  model_version: z.string().optional(),
  lora: z.string().optional(),
});

const operationSchema = z.object({ renderId: z.string() });

const OWN_MODEL = 'a2e';
/** A render that was begun says how it is every second, and Lambda repeats a crashed one within minutes. */
const LOST_AFTER_SECONDS = 15 * 60;

/** Moves the photo itself, on our own function: needs no account anywhere and invents nothing. */
export function createEmbeddedProvider(tools: EmbeddedProviderTools): Provider {
  const { renders, clock } = tools;
  return {
    name: 'embedded',
    startsOncePerTask: true,
    refusals: (_kind, request) => refusalsOf(requestSchema.parse(request)),
    expectedSeconds: (_kind, request) => expectedSeconds(requestSchema.parse(request)),
    async start(call) {
      const job = jobOf(call);
      await launchOnce(tools, job);
      return { renderId: job.renderId };
    },
    async check(operation) {
      const { renderId } = operationSchema.parse(operation);
      return asOperationStatus(await renders.readStatus(renderId), clock.now());
    },
    async cancel(operation) {
      await renders.markCanceled(operationSchema.parse(operation).renderId);
    },
  };
}

/** A render found queued is launched again: its first launch may never have happened, and a second is harmless. */
async function launchOnce({ renders, launchRender, clock }: EmbeddedProviderTools, job: RenderJob) {
  const status = await renders.readStatus(job.renderId);
  if (status?.state === 'processing' || isFinished(status)) return;
  if (!status)
    await renders.writeStatus(job.renderId, {
      state: 'queued',
      updatedAt: clock.now(),
    });
  await launchRender(job);
}

function jobOf({ taskId, request, variant }: StartCall): RenderJob {
  const asked = requestSchema.parse(request);
  return renderJobSchema.parse({
    renderId: taskId,
    imageUrl: asked.image_url,
    endImageUrl: asked.model_type === 'FLF2V' ? asked.end_image_url : undefined,
    prompt: asked.prompt,
    negativePrompt: asked.negative_prompt,
    seconds: asked.video_time,
    variant,
  });
}

function refusalsOf(request: z.infer<typeof requestSchema>): Refusal[] {
  const refusals: Refusal[] = [];
  if (request.lora !== undefined) {
    const message =
      'the embedded renderer has no presets; leave it out, or choose a provider that has them';
    refusals.push({ field: 'lora', message });
  }
  if (request.model_version !== undefined && request.model_version !== OWN_MODEL) {
    const message = `the embedded renderer has one version only; leave it out or send ${OWN_MODEL}`;
    refusals.push({ field: 'model_version', message });
  }
  return refusals;
}

/** Measured on two cores: start-up, download and decoding, then half a second for a second of video, more for two pictures. */
function expectedSeconds({ video_time, model_type }: z.infer<typeof requestSchema>): number {
  return 1 + video_time * (model_type === 'FLF2V' ? 0.9 : 0.5);
}

function asOperationStatus(status: RenderStatus | undefined, now: number): OperationStatus {
  switch (status?.state) {
    case undefined:
      return {
        state: 'failed',
        code: 'render_failed',
        message: 'Nothing is known of this render any more.',
      };
    case 'queued':
      return { state: 'running', phase: 'queued' };
    case 'processing':
      if (now - status.updatedAt > LOST_AFTER_SECONDS * 1000) {
        const message = 'The renderer has not been heard of for a quarter of an hour.';
        return { state: 'failed', code: 'render_failed', message };
      }
      return {
        state: 'running',
        phase: 'processing',
        progress: status.progress,
      };
    case 'completed':
      return { state: 'completed', result: { key: status.key } };
    case 'failed':
      return { state: 'failed', code: status.code, message: status.message };
    default:
      return status satisfies never;
  }
}
