import * as z from 'zod';
import { taskKinds } from '../../catalog/catalog.ts';
import type { AdapterDefinition } from '../adapter.ts';
import { falModels } from './models.ts';

export const falSettings = z.object({
  apiKey: z.string('is missing: a key from fal.ai, "Keys"').min(1),
  baseUrl: z.url().default('https://queue.fal.run'),
  /** Where fal publishes the keys that its callbacks are signed with. */
  keyServerUrl: z.url().default('https://rest.fal.ai'),
});

/** fal takes data URIs and advises against large ones. In bytes of picture. */
const LARGEST_DATA_URI = 5 * 1024 * 1024;

/** fal's queue API (docs.fal.ai, "Queue"). */
export const fal: AdapterDefinition = {
  type: 'fal',
  kinds: [...new Set(falModels.map(({ kind }) => kind))],
  describe(settings) {
    falSettings.parse(settings);
    return {
      startsOncePerTask: false,
      models: falModels,
      describableKinds: taskKinds,
      pictures: LARGEST_DATA_URI,
    };
  },
};
