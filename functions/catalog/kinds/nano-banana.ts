import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrls, text } from '../fields.ts';
import { type KindCall, usualCalls, withOwn } from '../kind-calls.ts';

/** A2E's own: the last of an effect is the one that is asked for there; `/:id` is not found at A2E. */
const ownCalls: readonly KindCall[] = [
  { method: 'GET', path: '/allRecords', effect: 'page-list' },
  { method: 'GET', path: '/detail/:id', effect: 'detail' },
];

/** A picture made or changed by Gemini: A2E's `userNanoBanana` (a2e-api 13), whose records are at `/detail/:id`. */
export const nanoBanana = definePassthroughKind({
  kind: 'nano-banana',
  summary: 'Nano Banana image',
  path: '/api/v1/userNanoBanana',
  calls: withOwn(usualCalls(), ownCalls),
  fields: () => ({
    prompt: text(4000).min(1, 'must not be empty'),
    input_images: mediaUrls(0, 20).optional(),
    aspect_ratio: text(20).optional(),
    image_size: text(20).optional(),
    model: text(100).optional(),
  }),
  example: {
    name: 'a red coat',
    prompt: 'give her a red coat',
    input_images: ['https://example.com/photo.jpg'],
  },
  /** The upper end of what one client saw (a2e-api 14). */
  price: { amount: 20, currency: 'coins' },
  expectedSeconds: 40,
  result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
});
