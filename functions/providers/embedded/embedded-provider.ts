import * as z from 'zod';
import type { RenderJob } from '../../rendering/render-job.ts';
import { isRenderFinished, type RenderStatus } from '../../rendering/render-status.ts';
import type { RenderStore } from '../../rendering/render-store.ts';
import type { OperationStatus } from '../operation.ts';
import type { Provider } from '../provider.ts';
import { embeddedKinds, getEmbeddedKind } from './embedded-kinds.ts';

export interface EmbeddedProviderDependencies {
  readonly renders: RenderStore;
  /** Has the job rendered elsewhere; answers once the job is safely queued. */
  launchRender(job: RenderJob): Promise<void>;
  readonly clock: { now(): number };
}

const operationSchema = z.object({ renderId: z.string() });

/** A render that was begun says how it is every second, and Lambda repeats a crashed one within minutes. */
const LOST_AFTER_SECONDS = 15 * 60;

/** What is made on our own function: needs no account anywhere. */
export function createEmbeddedProvider(tools: EmbeddedProviderDependencies): Provider {
  const { renders, clock } = tools;
  return {
    name: 'embedded',
    startsOncePerTask: true,
    kinds: embeddedKinds.map(({ kind }) => kind),
    refusals: (kind, request) => getEmbeddedKind(kind).refusals(request),
    expectedSeconds: (kind, request) => getEmbeddedKind(kind).expectedSeconds(request),
    async start(call) {
      const job = getEmbeddedKind(call.kind).createJob(call);
      await launchOnce(tools, job);
      return { renderId: job.renderId };
    },
    async check(operation) {
      const { renderId } = operationSchema.parse(operation);
      return toOperationStatus(await renders.readStatus(renderId), clock.now());
    },
    async cancel(operation) {
      await renders.markCanceled(operationSchema.parse(operation).renderId);
    },
  };
}

/** A render found queued is launched again: its first launch may never have happened, and a second is harmless. */
async function launchOnce(
  { renders, launchRender, clock }: EmbeddedProviderDependencies,
  job: RenderJob,
) {
  const status = await renders.readStatus(job.renderId);
  if (status?.state === 'processing' || isRenderFinished(status)) return;
  if (!status)
    await renders.writeStatus(job.renderId, {
      state: 'queued',
      updatedAt: clock.now(),
    });
  await launchRender(job);
}

function toOperationStatus(status: RenderStatus | undefined, now: number): OperationStatus {
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
        const message = 'No heartbeat from the renderer for 15 minutes.';
        return { state: 'failed', code: 'render_failed', message };
      }
      return {
        state: 'running',
        phase: 'processing',
        progress: status.progress,
      };
    case 'completed':
      return { state: 'completed', result: { key: status.key, media: status.media } };
    case 'failed':
      return { state: 'failed', code: status.code, message: status.message };
    default:
      return status satisfies never;
  }
}
