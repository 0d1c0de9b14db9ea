import { defineVideoModel } from '../define-video-model.ts';
import { renameCall, usualCalls } from '../kind-calls.ts';

/** A video by Seedance 2: A2E's `seedance2Video` (a2e-api 16), a separate family beside `seedanceVideo`. */
export const seedance2Video = defineVideoModel({
  kind: 'seedance-2-video',
  summary: 'Seedance 2 video',
  path: '/api/v1/seedance2Video',
  calls: [...usualCalls(), renameCall],
});
