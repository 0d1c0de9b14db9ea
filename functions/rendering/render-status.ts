import * as z from 'zod';

const updatedAt = z.number();

/** How a render is. `updatedAt`: milliseconds since 1970. */
export const renderStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued'), updatedAt }),
  z.object({
    state: z.literal('processing'),
    updatedAt,
    /** Percent done. */
    progress: z.int().min(0).max(100),
    /** How often it has failed by an internal fault; a run that died with its process does not count. */
    failures: z.int().nonnegative().default(0),
  }),
  z.object({
    state: z.literal('completed'),
    updatedAt,
    /** The clip's key in the media bucket. */
    key: z.string(),
  }),
  z.object({
    state: z.literal('failed'),
    updatedAt,
    code: z.string(),
    message: z.string(),
  }),
]);

export type RenderStatus = z.infer<typeof renderStatusSchema>;

/** How a render ended; final. */
export type FinishedRender = Extract<RenderStatus, { state: 'completed' | 'failed' }>;

export function isRenderFinished(status: RenderStatus | undefined): status is FinishedRender {
  return status?.state === 'completed' || status?.state === 'failed';
}
