import * as z from 'zod';

const updatedAt = z.number();

/** What a clip is, and where its poster and its preview lie: keys in the media bucket. */
const renderedMediaSchema = z.object({
  /** In pixels, as players show it. */
  width: z.int(),
  height: z.int(),
  seconds: z.number(),
  bytes: z.int(),
  /** In hexadecimal. */
  sha256: z.string(),
  posterKey: z.string(),
  previewKey: z.string(),
});

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
    media: renderedMediaSchema.optional(),
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
