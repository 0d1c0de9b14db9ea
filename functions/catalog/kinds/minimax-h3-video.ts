import { defineVideoModel } from '../define-video-model.ts';

/** A video by MiniMax H3: A2E's `minimaxH3Video` (a2e-api 16), whose fields are not published. */
export const minimaxH3Video = defineVideoModel({
  kind: 'minimax-h3-video',
  summary: 'MiniMax H3 video',
  path: '/api/v1/minimaxH3Video',
});
