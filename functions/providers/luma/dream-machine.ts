import * as z from 'zod';
import type { AdapterDefinition } from '../provider.ts';

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

function createModel(name: string, expectedSeconds: number) {
  return {
    name,
    id: name,
    seconds: [5, 9],
    expectedSeconds,
    promptRequired: true,
    longestPrompt: 5000,
    lastFrame: true,
  };
}
