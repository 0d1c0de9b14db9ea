import { defineVideoModel } from '../define-video-model.ts';

/** A video by Wan 2.5 and its successors: A2E's `userWan25` (a2e-api 13). One client saw 6 to 24 coins a second, by model. */
export const wan25 = defineVideoModel({
  kind: 'wan-25',
  summary: 'Wan 2.5 video',
  path: '/api/v1/userWan25',
  required: ['prompt'],
});
