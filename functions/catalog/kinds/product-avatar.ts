import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrls } from '../fields.ts';
import { givenField } from '../passthrough-field.ts';

/** A person who shows a product: A2E's `productAvatar` (a2e-api 16). The form of `product_rect` is not published. */
export const productAvatar = definePassthroughKind({
  kind: 'product-avatar',
  summary: 'Product avatar',
  path: '/api/v1/productAvatar',
  fields: () => ({ image_urls: mediaUrls(2, 2), product_rect: givenField() }),
  example: {
    image_urls: ['https://example.com/person.jpg', 'https://example.com/product.jpg'],
    product_rect: { x: 10, y: 20, width: 100, height: 100 },
    prompt: 'she holds it up',
  },
  expectedSeconds: 120,
  result: { field: 'result_image_url', mediaType: 'image/png' },
});
