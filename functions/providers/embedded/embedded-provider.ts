import * as z from 'zod';
import type { OperationStatus } from '../operation.ts';
import type { Provider } from '../provider.ts';
import { embeddedKinds, embeddedWorkOf } from './embedded-works.ts';
import type { RenderJob } from './render-job.ts';
import { isFinished, type RenderStatus } from './render-status.ts';
import type { RenderStore } from './render-store.ts';

export interface EmbeddedProviderTools {
  readonly renders: RenderStore;
  /** Has the job rendered elsewhere; answers once the job is safely queued. */
  launchRender(job: RenderJob): Promise<void>;
  readonly clock: { now(): number };
}

const operationSchema = z.object({ renderId: z.string() });

/** A render that was begun says how it is every second, and Lambda repeats a crashed one within minutes. */
const LOST_AFTER_SECONDS = 15 * 60;

/** What is made on our own function: needs no account anywhere. */
export function createEmbeddedProvider(tools: EmbeddedProviderTools): Provider {
  const { renders, clock } = tools;
  return {
    name: 'embedded',
    startsOncePerTask: true,
    kinds: embeddedKinds,
    refusals: (kind, request) => embeddedWorkOf(kind).refusals(request),
    expectedSeconds: (kind, request) => embeddedWorkOf(kind).expectedSeconds(request),
    async start(call) {
      const job = embeddedWorkOf(call.kind).jobOf(call);
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
