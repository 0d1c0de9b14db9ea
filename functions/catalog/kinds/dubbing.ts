import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { flag, mediaUrl, text, wholeNumber } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { unpublishedPrice } from '../prices.ts';

/** A code such as `en` or `zh-CN`. */
const language = text(35).min(1, 'must not be empty');

const fields = once(() =>
  z.object({
    ...commonFields,
    source_url: mediaUrl,
    source_lang: language.default('auto'),
    target_lang: language,
    num_speakers: wholeNumber(0, 50).optional(),
    drop_background_audio: flag.optional(),
  }),
);

/** A video or a recording in another language: A2E's `userDubbing` (a2e-api 9). */
export const dubbing = defineKind<z.output<ReturnType<typeof fields>>>({
  kind: 'dubbing',
  summary: 'Video dubbing',
  path: '/api/v1/userDubbing',
  calls: usualCalls({ start: '/startDubbing' }),
  request: () => kindRequest(fields()),
  echoes: ['source_url', 'source_lang', 'target_lang', 'num_speakers', 'drop_background_audio'],
  example: {
    name: 'auf Deutsch',
    source_url: 'https://example.com/talk.mp4',
    source_lang: 'en',
    target_lang: 'de',
    num_speakers: 1,
  },
  price: unpublishedPrice,
  expectedSeconds: 300,
});
