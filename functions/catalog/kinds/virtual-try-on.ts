import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrls } from '../fields.ts';

/** A person in other clothes: A2E's `virtualTryOn` (a2e-api 13); person and clothing, each with a mask after it. */
export const virtualTryOn = definePassthroughKind({
  kind: 'virtual-try-on',
  summary: 'Virtual try-on',
  path: '/api/v1/virtualTryOn',
  fields: () => ({ image_urls: mediaUrls(2, 4) }),
  example: { image_urls: ['https://example.com/person.jpg', 'https://example.com/coat.jpg'] },
  expectedSeconds: 60,
  result: { field: 'result_image_url', mediaType: 'image/png' },
});
