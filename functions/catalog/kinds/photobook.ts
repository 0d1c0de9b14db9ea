import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl } from '../fields.ts';
import { callsWithPagesOf20 } from '../kind-calls.ts';

/** Portraits of one photo: A2E's `userPhotobook` (a2e-api 13, 16). */
export const photobook = definePassthroughKind({
  kind: 'photobook',
  summary: 'Photobook',
  path: '/api/v1/userPhotobook',
  supportsCallbacks: false,
  calls: callsWithPagesOf20(),
  fields: () => ({ face_image_url: mediaUrl }),
  example: { face_image_url: 'https://example.com/face.jpg' },
  expectedSeconds: 180,
  result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
});
