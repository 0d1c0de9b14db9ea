import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl } from '../fields.ts';

/** Portraits of one photo: A2E's `userPhotobook` (a2e-api 13), whose fields are not published. */
export const photobook = definePassthroughKind({
  kind: 'photobook',
  summary: 'Photobook',
  path: '/api/v1/userPhotobook',
  supportsCallbacks: false,
  fields: () => ({ image_url: mediaUrl.optional() }),
  example: { image_url: 'https://example.com/face.jpg' },
  expectedSeconds: 180,
  result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
});
