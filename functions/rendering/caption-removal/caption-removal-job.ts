import * as z from 'zod';
import { inputUrl, jobFields } from '../job-fields.ts';

const fraction = z.number().min(0).max(1);

/** The same video without the captions that are part of its picture. */
export const captionRemovalJob = z.object({
  ...jobFields,
  work: z.literal('caption-removal'),
  sourceUrl: inputUrl,
  /** Where the captions are, in fractions of the picture. Optional; by default they are searched for. */
  region: z.object({ x: fraction, y: fraction, width: fraction, height: fraction }).optional(),
});

export type CaptionRemovalJob = z.output<typeof captionRemovalJob>;
