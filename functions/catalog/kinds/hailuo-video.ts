import { defineVideoModel } from '../define-video-model.ts';

/** A video by Hailuo: A2E's `hailuoVideo` (a2e-api 13). */
export const hailuoVideo = defineVideoModel({
  kind: 'hailuo-video',
  summary: 'Hailuo video',
  path: '/api/v1/hailuoVideo',
});
