import { defineVideoModel } from '../define-video-model.ts';

/** A video by Seedance: A2E's `seedanceVideo` (a2e-api 13). */
export const seedanceVideo = defineVideoModel({
  kind: 'seedance-video',
  summary: 'Seedance video',
  path: '/api/v1/seedanceVideo',
});
