import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrls, word } from '../fields.ts';

/** Clothes or a product put into a picture: A2E's `userImageEdit` (a2e-api 16). */
export const imageEdit = definePassthroughKind({
  kind: 'image-edit',
  summary: 'Image editing',
  path: '/api/v1/userImageEdit',
  fields: () => ({ edit_type: word('clothing', 'product'), image_urls: mediaUrls(2, 20) }),
  example: {
    name: 'a red coat',
    edit_type: 'clothing',
    image_urls: ['https://example.com/person.jpg', 'https://example.com/coat.jpg'],
  },
  expectedSeconds: 60,
  result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
});
