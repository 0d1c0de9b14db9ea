import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl } from '../fields.ts';

/** A picture or a video made larger: A2E's `userUpscale` (a2e-api 13). */
export const upscale = definePassthroughKind({
  kind: 'upscale',
  summary: 'Upscaling',
  path: '/api/v1/userUpscale',
  fields: () => ({ source_url: mediaUrl }),
  example: { source_url: 'https://example.com/small.mp4' },
  expectedSeconds: 120,
});
