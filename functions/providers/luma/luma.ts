import * as z from 'zod';
import type { AdapterDefinition } from '../adapter.ts';
import type { Model } from '../model.ts';

export const lumaSettings = z.object({
  apiKey: z.string('is missing: a key (luma-api-...) from platform.lumalabs.ai').min(1),
  baseUrl: z.url().default('https://agents.lumalabs.ai/v1'),
  resolution: z.enum(['540p', '720p', '1080p']).default('720p'),
});

/** A picture with a frame at its start or end is animated for five seconds, whatever is asked. */
const models: readonly Model[] = [
  {
    kind: 'image-to-video',
    name: 'ray-3.2',
    id: 'ray-3.2',
    expectedSeconds: 120,
    input: {
      prompt: 'prompt',
      image_url: 'start_frame',
      end_image_url: 'end_frame',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: { video_time: { oneOf: ['5s'] }, prompt: { longest: 6000 } },
  },
];

/** Luma takes images of 50 MB ("Error handling", 413); as base64 inside JSON they grow by a third. In bytes. */
const LARGEST_PICTURE = 20 * 1024 * 1024;

/** Luma Agents (docs.agents.lumalabs.ai): no callbacks, no way to cancel. */
export const luma: AdapterDefinition = {
  type: 'luma',
  describe(settings) {
    lumaSettings.parse(settings);
    return { startsOncePerTask: false, models, pictures: LARGEST_PICTURE };
  },
};
