import * as z from 'zod';
import { captionRemovalJob } from './caption-removal/caption-removal-job.ts';
import { photoJob } from './photo/photo-job.ts';
import { talkingPhotoJob } from './talking-photo/talking-photo-job.ts';

/**
 * One piece of work: what `start` sends to the render function, and all it gets. Jobs that were queued before there were
 * several kinds of work say none.
 */
export const renderJobSchema = z.preprocess(
  (job) => (typeof job === 'object' && job !== null ? { work: 'photo', ...job } : job),
  z.discriminatedUnion('work', [photoJob, talkingPhotoJob, captionRemovalJob]),
);

export type RenderJob = z.output<typeof renderJobSchema>;
