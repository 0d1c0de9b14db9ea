import { captionRemovalRequest } from '../../catalog/kinds/caption-removal.ts';
import { captionRemovalJob } from '../../rendering/caption-removal/caption-removal-job.ts';
import { videoLimits } from '../../rendering/video/video-limits.ts';
import type { EmbeddedKind } from './embedded-kind.ts';
import { refuseModelVersion } from './refuse-model-version.ts';

/** How long a video usually is; how long this one is shows only when it is read. */
const USUAL_SECONDS = 10;

/** Caption removal: finds the strokes of captions and paints the background over them. */
export const captionRemovalKind: EmbeddedKind = {
  kind: 'caption-removal',

  refusals(request) {
    return refuseModelVersion(captionRemovalRequest(request).model_version);
  },

  /** Start-up and download, then three seconds for a second of video. */
  expectedSeconds: () => 3 + USUAL_SECONDS * 3,

  createJob({ taskId, request }) {
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
