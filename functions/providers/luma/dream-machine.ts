import * as z from 'zod';
import type { AdapterDefinition } from '../adapter.ts';
import type { Model } from '../model.ts';

export const dreamMachineSettings = z.object({
  apiKey: z.string('is missing: a key from lumalabs.ai/dream-machine/api/keys').min(1),
  baseUrl: z.url().default('https://api.lumalabs.ai/dream-machine/v1'),
  resolution: z.enum(['540p', '720p', '1080p', '4k']).default('720p'),
});

/** Luma's older API, for accounts that still have its keys. */
export const dreamMachine: AdapterDefinition = {
  type: 'luma-dream-machine',
  describe(settings) {
    dreamMachineSettings.parse(settings);
    return {
      startsOncePerTask: false,
      models: [createModel('ray-2', 120), createModel('ray-flash-2', 60)],
      pictures: 'url',
    };
  },
};

function createModel(name: string, expectedSeconds: number): Model {
  return {
    kind: 'image-to-video',
    name,
    id: name,
    expectedSeconds,
    input: {
      prompt: 'prompt',
      image_url: 'frame0',
      end_image_url: 'frame1',
      video_time: 'duration',
    },
    required: ['prompt'],
    limits: { video_time: { oneOf: ['5s', '9s'] }, prompt: { longest: 5000 } },
  };
}
