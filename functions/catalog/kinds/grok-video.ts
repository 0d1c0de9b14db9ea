import { defineVideoModel } from '../define-video-model.ts';

/** A video by Grok: A2E's `grokVideo` (a2e-api 13). */
export const grokVideo = defineVideoModel({
  kind: 'grok-video',
  summary: 'Grok video',
  path: '/api/v1/grokVideo',
});
