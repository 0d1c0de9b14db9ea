import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { mediaUrl, text, wholeNumber } from '../fields.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { COINS_PER_SECOND } from '../prices.ts';

const fields = once(() =>
  z.object({
    ...commonFields,
    name: text(200).min(1, 'must not be empty'),
    image_url: mediaUrl,
    prompt: text(4000),
    negative_prompt: text(4000),
    audio_url: mediaUrl.optional(),
    duration: wholeNumber(1, 20).default(3),
  }),
);

/** What a talking-photo task is asked for; `duration` is in seconds (a2e-api 13). */
export type TalkingPhotoRequest = z.output<ReturnType<typeof fields>>;

/** A photo of a face that speaks: A2E's `talkingPhoto`. */
export const talkingPhoto = defineKind<TalkingPhotoRequest>({
  kind: 'talking-photo',
  summary: 'Talking photo',
  path: '/api/v1/talkingPhoto',
  request: () => kindRequest(fields()),
  echoes: ['image_url', 'prompt', 'negative_prompt', 'audio_url', 'duration'],
  example: {
    name: 'hello',
    image_url: 'https://example.com/face.jpg',
    audio_url: 'https://example.com/speech.wav',
    prompt: 'She speaks to the camera.',
    negative_prompt: 'blurry',
  },
  price: { coinsPerSecond: COINS_PER_SECOND },
  seconds: ({ duration }) => duration,
  expectedSeconds: 180,
});

/** A request that is known to be for this kind, read back from a record. @throws ZodError when it is not. */
export function talkingPhotoRequest(request: unknown): TalkingPhotoRequest {
  return fields().parse(request);
}
