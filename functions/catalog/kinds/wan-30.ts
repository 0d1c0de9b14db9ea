import * as z from 'zod';
import { definePassthroughKind } from '../define-passthrough-kind.ts';
import { text, wholeNumber } from '../fields.ts';
import { passthroughField } from '../passthrough-field.ts';
import { COINS_PER_SECOND } from '../prices.ts';

/** How long a video is where the request does not say it, in seconds. */
const DEFAULT_SECONDS = 5;

const parameters = () =>
  z
    .object(
      { duration: wholeNumber(1, 60).optional() },
      'must be an object such as { "duration": 5 }',
    )
    .catchall(passthroughField);

/** A video by Wan 3.0, asked for in the vendor's own form: A2E's `userWan30` (a2e-api 16). */
export const wan30 = definePassthroughKind({
  kind: 'wan-30',
  summary: 'Wan 3.0 video',
  path: '/api/v1/userWan30',
  fields: () => ({
    model: text(100).optional(),
    mode: text(100).optional(),
    input: z.object({}, 'must be an object').catchall(passthroughField).optional(),
    parameters: parameters().optional(),
  }),
  example: {
    model: 'wan3.0',
    input: { prompt: 'waves on a beach' },
    parameters: { duration: 5 },
  },
  price: { coinsPerSecond: COINS_PER_SECOND },
  seconds: (request) =>
    Number(parameters().safeParse(request['parameters']).data?.duration ?? DEFAULT_SECONDS),
  expectedSeconds: 180,
});
