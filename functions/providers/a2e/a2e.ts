import * as z from 'zod';
import { kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';
import type { AdapterDefinition } from '../adapter.ts';
import type { Model } from '../model.ts';
import { ANY_VERSION } from '../model.ts';
import type { QueryName } from '../provider-query.ts';
import { FIRST_KIND } from './a2e-operation.ts';

export const a2eSettings = z.object({
  apiKey: z.string('is missing: an API token (sk_...) from the account page of A2E').min(1),
  baseUrl: z.url().default('https://video.a2e.ai'),
  /** True where the service honours `Idempotency-Key`, as another Reelhook does and A2E does not. */
  honoursIdempotencyKey: z.boolean().default(false),
});

/** Left unsaid, A2E takes the account's own (a2e-api 2.2). */
export const DEFAULT_MODEL = 'a2e';
/** A2E's models of image-to-video. */
const VERSIONS = [DEFAULT_MODEL, 'a2e-v2', 'a2e-v2-flash'];
/** A2E asks for 3 to 5 seconds (a2e-api 1.3). */
const SECONDS_BETWEEN_CHECKS = 3;
const NO_REGION = 'must be absent: A2E finds the captions by itself';

/** The queries that A2E answers, and another Reelhook with an A2E behind it. */
const queries: readonly QueryName[] = [
  'list-avatars',
  'list-backgrounds',
  'list-voices',
  'speak',
  'watermark',
  'extend-prompt',
  'queue-level',
  'correct-eye-contact',
  'get-1080p',
  'list-streaming-avatars',
  'start-streaming',
  'speak-streaming',
  'leave-streaming',
];

/** A2E itself, or another Reelhook, which speaks the same API (a2e-api 2). */
export const a2e: AdapterDefinition = {
  type: 'a2e',
  kinds: taskKinds,
  queries,
  describe(settings) {
    const { honoursIdempotencyKey: isReelhook } = a2eSettings.parse(settings);
    return {
      startsOncePerTask: isReelhook,
      models: [
        ...VERSIONS.map(createModel),
        ...taskKinds.filter((kind) => kind !== FIRST_KIND).map(createWholeModel),
      ],
      pictures: 'url',
      secondsBetweenChecks: SECONDS_BETWEEN_CHECKS,
      refusals: (_model, { region }) =>
        isReelhook || region === undefined ? [] : [{ field: 'region', message: NO_REGION }],
    };
  },
};

function createModel(name: string): Model {
  return { kind: FIRST_KIND, name, id: name, expectedSeconds: kinds[FIRST_KIND].expectedSeconds };
}

/** Of other kinds, `model_version` is A2E's to judge. */
function createWholeModel(kind: TaskKind): Model {
  const { expectedSeconds } = kinds[kind];
  return { kind, name: ANY_VERSION, id: ANY_VERSION, expectedSeconds };
}
