import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { flag, mediaUrl } from '../fields.ts';

/** Another head on a person in a picture, or in a video of at most 15 seconds: A2E's `headSwap` (a2e-api 13). */
export const headSwap = definePassthroughKind({
  kind: 'head-swap',
  summary: 'Head swap',
  path: '/api/v1/headSwap',
  fields: () => ({
    image_url: mediaUrl,
    target_image_url: mediaUrl,
    minor_suspected_skip: flag.optional(),
  }),
  example: {
    image_url: 'https://example.com/head.jpg',
    target_image_url: 'https://example.com/person.jpg',
  },
  expectedSeconds: 120,
});
