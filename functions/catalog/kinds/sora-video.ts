import { defineVideoModel } from '../define-video-model.ts';

/** A video by Sora: A2E's `soraVideo` (a2e-api 13, 16). */
export const soraVideo = defineVideoModel({
  kind: 'sora-video',
  summary: 'Sora video',
  path: '/api/v1/soraVideo',
  required: ['prompt'],
});
