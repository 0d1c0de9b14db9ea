import { defineVideoModel } from '../define-video-model.ts';
import { callsWithPagesOf20, renameCall } from '../kind-calls.ts';

/** A video by Kling: A2E's `klingVideo` (a2e-api 13, 16). */
export const klingVideo = defineVideoModel({
  kind: 'kling-video',
  summary: 'Kling video',
  path: '/api/v1/klingVideo',
  calls: [...callsWithPagesOf20(), renameCall],
  required: ['prompt', 'mode'],
  example: {
    prompt: 'waves on a beach',
    mode: 'std',
    image_url: 'https://example.com/beach.jpg',
  },
});
