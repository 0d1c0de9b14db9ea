import { defineVideoModel } from '../define-video-model.ts';

/** A video by Grok, of 6, 10 or 15 seconds: A2E's `grokVideo` (a2e-api 16). */
export const grokVideo = defineVideoModel({
  kind: 'grok-video',
  summary: 'Grok video',
  path: '/api/v1/grokVideo',
  defaultSeconds: 6,
});
