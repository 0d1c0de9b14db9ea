import { defineVideoModel } from '../define-video-model.ts';

/** A video by Kling: A2E's `klingVideo` (a2e-api 13). */
export const klingVideo = defineVideoModel({
  kind: 'kling-video',
  summary: 'Kling video',
  path: '/api/v1/klingVideo',
});
