import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrls, text, wholeNumber } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';

/** Pictures of a description: A2E's `userText2Image` (a2e-api 13). Each picture is a task. */
export const textToImage = definePassthroughKind({
  kind: 'text-to-image',
  summary: 'Text to image',
  path: '/api/v1/userText2Image',
  calls: usualCalls({ start: '/start' }, 'start-array'),
  fields: () => ({
    prompt: text(4000).min(1, 'must not be empty'),
    width: wholeNumber(64, 8192).default(1024),
    height: wholeNumber(64, 8192).default(1024),
    model_type: text(100).optional(),
    req_key: text(100).optional(),
    input_images: mediaUrls(0, 20).optional(),
    aspect_ratio: text(20).optional(),
    max_images: wholeNumber(1, 8).default(1),
  }),
  copiesField: 'max_images',
  example: { name: 'a lighthouse', prompt: 'a lighthouse in the fog', width: 1024, height: 768 },
  /** The upper end of what one client saw (a2e-api 14). */
  price: { amount: 20, currency: 'coins' },
  expectedSeconds: 30,
  result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
});
