import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { mediaUrl } from '../fields.ts';

/** Another actor in a video: A2E's `actorSwap` (a2e-api 13), whose fields are not published. */
export const actorSwap = definePassthroughKind({
  kind: 'actor-swap',
  summary: 'Actor swap',
  path: '/api/v1/actorSwap',
  fields: () => ({ image_url: mediaUrl.optional(), video_url: mediaUrl.optional() }),
  example: {
    image_url: 'https://example.com/actor.jpg',
    video_url: 'https://example.com/scene.mp4',
  },
  expectedSeconds: 300,
});
