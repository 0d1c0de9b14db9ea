import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl } from '../fields.ts';

/** A video with the sounds that belong to it: A2E's `thinkSound` (a2e-api 13). */
export const thinkSound = definePassthroughKind({
  kind: 'think-sound',
  summary: 'Sound for video',
  path: '/api/v1/thinkSound',
  fields: () => ({ video_url: mediaUrl }),
  example: { video_url: 'https://example.com/silent.mp4', prompt: 'rain on a roof' },
  expectedSeconds: 120,
});
