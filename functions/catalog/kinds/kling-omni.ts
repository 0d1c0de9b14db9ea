import { defineVideoModel } from '../define-video-model.ts';
import { renameCall, usualCalls } from '../kind-calls.ts';

/** A video by Kling Omni: A2E's `klingOmni` (a2e-api 16), whose fields are not published. */
export const klingOmni = defineVideoModel({
  kind: 'kling-omni',
  summary: 'Kling Omni video',
  path: '/api/v1/klingOmni',
  calls: [...usualCalls(), renameCall],
});
