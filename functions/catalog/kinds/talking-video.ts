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
    video_url: mediaUrl,
    prompt: text(4000),
    negative_prompt: text(4000),
    audio_url: mediaUrl.optional(),
    duration: wholeNumber(1, 20).default(3),
  }),
);

/** A video of a face that speaks something else: A2E's `talkingVideo` (a2e-api 13). `duration` is in seconds. */
export const talkingVideo = defineKind<z.output<ReturnType<typeof fields>>>({
  kind: 'talking-video',
  summary: 'Talking video',
  path: '/api/v1/talkingVideo',
  request: () => kindRequest(fields()),
  echoes: ['video_url', 'prompt', 'negative_prompt', 'audio_url', 'duration'],
  example: {
    name: 'hello',
    video_url: 'https://example.com/face.mp4',
    audio_url: 'https://example.com/speech.wav',
    prompt: 'She speaks to the camera.',
    negative_prompt: 'blurry',
  },
  price: { coinsPerSecond: COINS_PER_SECOND },
  seconds: ({ duration }) => duration,
  expectedSeconds: 180,
});
