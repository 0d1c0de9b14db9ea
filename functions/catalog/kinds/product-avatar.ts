import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl } from '../fields.ts';

/** A person who shows a product: A2E's `productAvatar` (a2e-api 13), whose fields are not published. */
export const productAvatar = definePassthroughKind({
  kind: 'product-avatar',
  summary: 'Product avatar',
  path: '/api/v1/productAvatar',
  fields: () => ({ image_url: mediaUrl.optional() }),
  example: { image_url: 'https://example.com/product.jpg', prompt: 'she holds it up' },
  expectedSeconds: 120,
  result: { field: 'result_image_url', mediaType: 'image/png' },
});
