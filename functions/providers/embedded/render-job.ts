import * as z from 'zod';

/** One clip to render: what `start` sends to the render function, and all it gets. */
export const renderJobSchema = z.object({
  /** The task's id: the same job again is the same clip. */
  renderId: z.string().regex(/^[^/\\]{1,80}$/),
  imageUrl: z.string().min(1),
  /** The last frame's address, where the clip has one (A2E's FLF2V). */
  endImageUrl: z.string().min(1).optional(),
  prompt: z.string(),
  negativePrompt: z.string(),
  seconds: z.int().min(1).max(20),
  /** Which of the clips of one request it is; each has a camera path of its own. */
  variant: z.int().min(0).max(7),
});

export type RenderJob = z.infer<typeof renderJobSchema>;
