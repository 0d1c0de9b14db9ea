import * as z from 'zod';
import { captionRemovalRequest } from '../../catalog/kinds/caption-removal.ts';
import type { Refusal } from '../operation.ts';
import type { StartCall } from '../provider.ts';
import { inputUrl, jobFields } from './job-fields.ts';
import { videoLimits } from './video/video-limits.ts';

const fraction = z.number().min(0).max(1);

/** The same video without the captions that are part of its picture. */
export const captionRemovalJob = z.object({
  ...jobFields,
  work: z.literal('caption-removal'),
  sourceUrl: inputUrl,
  /** Where the captions are, in fractions of the picture; looked for where it is left out. */
  region: z.object({ x: fraction, y: fraction, width: fraction, height: fraction }).optional(),
});

export type CaptionRemovalJob = z.output<typeof captionRemovalJob>;

const OWN_MODEL = 'a2e';
/** How long a video usually is; how long this one is shows only when it is read. */
const USUAL_SECONDS = 10;

/** Caption removal: finds the strokes of captions and paints the background over them. */
export const captionRemovalWork = {
  kind: 'caption-removal' as const,

  refusals(request: unknown): Refusal[] {
    const { model_version } = captionRemovalRequest(request);
    if (model_version === undefined || model_version === OWN_MODEL) return [];
    const message = `the embedded renderer has one version only; leave it out or send ${OWN_MODEL}`;
    return [{ field: 'model_version', message }];
  },

  /** Start-up and download, then three seconds for a second of video. */
  expectedSeconds: (): number => 3 + USUAL_SECONDS * 3,

  jobOf({ taskId, request }: StartCall): CaptionRemovalJob {
    const { source_url, region } = captionRemovalRequest(request);
    return captionRemovalJob.parse({
      work: 'caption-removal',
      renderId: taskId,
      sourceUrl: source_url,
      region,
      seconds: videoLimits.seconds,
    });
  },
};
