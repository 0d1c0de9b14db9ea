import * as z from 'zod';
import { jobFields } from '../job-fields.ts';

/** The render function's job for a finished file that it did not make: a poster, and of a video a preview. */
export const highlightsJob = z.object({
  work: z.literal('highlights'),
  renderId: jobFields.renderId,
  family: z.enum(['image', 'video']),
  /** Keys in the media bucket: of the file, and of what is to be made. */
  sourceKey: z.string(),
  posterKey: z.string(),
  /** Undefined if none is wanted. */
  previewKey: z.string().optional(),
});

export type HighlightsJob = z.output<typeof highlightsJob>;
