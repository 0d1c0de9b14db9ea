import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrls } from '../fields.ts';

/** Pictures by Wan 2.6: A2E's `userWan26Image` (a2e-api 16), whose fields are not published. */
export const wan26Image = definePassthroughKind({
  kind: 'wan-26-image',
  summary: 'Wan 2.6 image',
  path: '/api/v1/userWan26Image',
  fields: () => ({ image_urls: mediaUrls(0, 20).optional() }),
  example: { name: 'a lighthouse', prompt: 'a lighthouse in the fog' },
  expectedSeconds: 60,
  result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
});
