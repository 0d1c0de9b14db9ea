import { defineVideoModel } from '../define-video-model.ts';

/** A video by Veo, of eight seconds always: A2E's `veoVideo` (a2e-api 13, 16). */
export const veoVideo = defineVideoModel({
  kind: 'veo-video',
  summary: 'Veo video',
  path: '/api/v1/veoVideo',
  required: ['prompt'],
  defaultSeconds: 8,
  picturesField: 'imageUrls',
});
