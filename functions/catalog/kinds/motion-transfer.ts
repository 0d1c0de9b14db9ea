import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl, text, wholeNumber } from '../fields.ts';

/** A photo that moves as a video does: A2E's `motionTransfer` (a2e-api 13). */
export const motionTransfer = definePassthroughKind({
  kind: 'motion-transfer',
  summary: 'Motion transfer',
  path: '/api/v1/motionTransfer',
  fields: () => ({
    image_url: mediaUrl,
    video_url: mediaUrl,
    positive_prompt: text(4000).default(''),
    negative_prompt: text(4000).default(''),
    timeout: wholeNumber(1, 7200).optional(),
  }),
  example: {
    image_url: 'https://example.com/photo.jpg',
    video_url: 'https://example.com/dance.mp4',
    positive_prompt: 'she dances',
  },
  expectedSeconds: 300,
  result: { field: 'result_video_url' },
});
