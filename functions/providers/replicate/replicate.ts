import * as z from 'zod';
import { taskKinds } from '../../catalog/catalog.ts';
import type { AdapterDefinition } from '../adapter.ts';
import { replicateModels } from './models.ts';

export const replicateSettings = z.object({
  apiKey: z.string('is missing: an API token from replicate.com, "API tokens"').min(1),
  baseUrl: z.url().default('https://api.replicate.com/v1'),
  /** The account's signing secret. Optional; defaults to fetching it with the API key. */
  webhookSecret: z.string().startsWith('whsec_').optional(),
});

/** Replicate's advice for data URIs is a few hundred kilobytes; larger ones pass. In bytes of picture. */
const LARGEST_DATA_URI = 1024 * 1024;

/** Replicate's predictions (replicate.com/docs/reference/http). */
export const replicate: AdapterDefinition = {
  type: 'replicate',
  kinds: [...new Set(replicateModels.map(({ kind }) => kind))],
  describe(settings) {
    replicateSettings.parse(settings);
    return {
      startsOncePerTask: false,
      models: replicateModels,
      describableKinds: taskKinds,
      pictures: LARGEST_DATA_URI,
    };
  },
};
