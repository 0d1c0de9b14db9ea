import { definePassthroughKind, type PassthroughKindSource } from './define-passthrough-kind.ts';
import { mediaUrls, text } from './fields.ts';
import { type KindCall, usualCalls, withOwn } from './kind-calls.ts';
import type { KindDefinition } from './kind-definition.ts';

/** How A2E spells the calls of its families of pictures since 2026 (a2e-api 16). */
const ownCalls: readonly KindCall[] = [
  { method: 'GET', path: '/list', effect: 'page-size', pageSize: 20 },
  { method: 'GET', path: '/detail/:id', effect: 'detail' },
];

/** Pictures that another vendor's model makes of a text, of a family with pages of `page` and `page_size`. */
export function definePictureModel(
  source: Pick<PassthroughKindSource, 'kind' | 'summary' | 'path'>,
): KindDefinition {
  return definePassthroughKind({
    ...source,
    calls: withOwn(usualCalls(), ownCalls),
    fields: () => ({
      name: text(200).optional(),
      image_urls: mediaUrls(0, 20).optional(),
      aspect_ratio: text(20).optional(),
    }),
    required: ['name', 'prompt'],
    example: { name: 'a lighthouse', prompt: 'a lighthouse in the fog' },
    expectedSeconds: 60,
    result: { field: 'image_urls', isList: true, mediaType: 'image/png' },
  });
}
