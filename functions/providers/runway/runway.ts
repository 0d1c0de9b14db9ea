import * as z from 'zod';
import type { AdapterDefinition } from '../adapter.ts';
import { runwayModels } from './models.ts';

export const runwaySettings = z.object({
  apiKey: z.string('is missing: an API key from dev.runwayml.com, "API Keys"').min(1),
  baseUrl: z.url().default('https://api.dev.runwayml.com'),
});

/** "Consumers should not expect updates more frequent than once every five seconds" (`@runwayml/sdk`, tasks). */
const SECONDS_BETWEEN_CHECKS = 5;
/** A data URI may have 5 MiB, and base64 adds a third (docs.dev.runwayml.com, "Inputs"). In bytes of picture. */
const LARGEST_DATA_URI = 3_900_000;

/** Runway's API (docs.dev.runwayml.com). */
export const runway: AdapterDefinition = {
  type: 'runway',
  describe(settings) {
    runwaySettings.parse(settings);
    return {
      startsOncePerTask: false,
      models: runwayModels,
      describableKinds: ['image-to-video'],
      pictures: LARGEST_DATA_URI,
      secondsBetweenChecks: SECONDS_BETWEEN_CHECKS,
    };
  },
};
