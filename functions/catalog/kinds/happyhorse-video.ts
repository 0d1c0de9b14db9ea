import { defineVideoModel } from '../define-video-model.ts';

/** A video by Happyhorse: A2E's `userHappyhorseVideo` (a2e-api 16), whose fields are not published. */
export const happyhorseVideo = defineVideoModel({
  kind: 'happyhorse-video',
  summary: 'Happyhorse video',
  path: '/api/v1/userHappyhorseVideo',
});
