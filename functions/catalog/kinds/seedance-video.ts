import { defineVideoModel } from '../define-video-model.ts';
import { callsWithPagesOf20 } from '../kind-calls.ts';

/** A video by Seedance: A2E's `seedanceVideo` (a2e-api 13, 16). */
export const seedanceVideo = defineVideoModel({
  kind: 'seedance-video',
  summary: 'Seedance video',
  path: '/api/v1/seedanceVideo',
  calls: callsWithPagesOf20(),
  required: ['prompt'],
});
