import * as z from 'zod';
import { inputUrl, jobFields } from '../job-fields.ts';

/** A clip in which a camera moves over a photo. */
export const photoJob = z.object({
  ...jobFields,
  work: z.literal('photo'),
  imageUrl: inputUrl,
  /** The last frame's address, where the clip has one (A2E's FLF2V). */
  endImageUrl: inputUrl.optional(),
  /** Width by height, to which the photo is cropped. Optional; defaults to its own. */
  aspect: z.number().positive().optional(),
  prompt: z.string(),
  negativePrompt: z.string(),
  /** Which of the clips of one request it is; each has its own camera path. */
  variant: z.int().min(0).max(7),
});

export type PhotoJob = z.output<typeof photoJob>;
