import * as z from 'zod';
import { inputUrl, jobFields } from '../job-fields.ts';

/** A clip in which the face of a photo speaks. */
export const talkingPhotoJob = z.object({
  ...jobFields,
  work: z.literal('talking-photo'),
  imageUrl: inputUrl,
  /** What the face says; the clip is as long. Without it the photo moves for `seconds`, and nobody speaks. */
  audioUrl: inputUrl.optional(),
  prompt: z.string(),
  negativePrompt: z.string(),
  /** Which of the clips of one request it is; the head of each moves in its own way. */
  variant: z.int().min(0).max(7),
});

export type TalkingPhotoJob = z.output<typeof talkingPhotoJob>;
