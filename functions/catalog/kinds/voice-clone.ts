import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { flag, mediaUrls, text, word } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import type { ShownTask } from '../kind-definition.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { unpublishedPrice } from '../prices.ts';
import { pick, taskRecord } from '../task-records.ts';

const fields = once(() =>
  z.object({
    ...commonFields,
    name: text(200).min(1, 'must not be empty'),
    voice_urls: mediaUrls(1, 20),
    gender: word('female', 'male').default('female'),
    language: text(35).optional(),
    model: word('a2e', 'cartesia', 'minimax', 'elevenlabs').default('a2e'),
    denoise: flag.optional(),
    enhance_voice_similarity: flag.optional(),
  }),
);

type VoiceCloneRequest = z.output<ReturnType<typeof fields>>;

/** What a voice is once it is trained: the vendor's id, and the coins that ten seconds of speech cost (a2e-api 4.2). */
const FACTS = ['speaker_id', 'ttsRate'];

/** A voice made of recordings: A2E's `userVoice` (a2e-api 4.2). It leaves no file; `send_tts` knows it by this id. */
export const voiceClone = defineKind<VoiceCloneRequest>({
  kind: 'voice-clone',
  summary: 'Voice cloning',
  path: '/api/v1/userVoice',
  calls: [
    ...usualCalls({ start: '/training' }),
    { method: 'GET', path: '/trainingRecord', effect: 'all' },
    { method: 'GET', path: '/completedRecord', effect: 'completed' },
    { method: 'PUT', path: '/:id', effect: 'rename' },
  ],
  request: () => kindRequest(fields()),
  record,
  example: {
    name: 'Ada',
    voice_urls: ['https://example.com/ada.mp3'],
    gender: 'female',
    language: 'en-US',
  },
  price: unpublishedPrice,
  expectedSeconds: 90,
  result: { facts: FACTS },
});

/** A2E's `UserVoice`, which spells the waiting `pendding`. */
function record(task: ShownTask<VoiceCloneRequest>): Record<string, unknown> {
  const { request, owner, status, facts } = task;
  return taskRecord(
    task,
    {
      ...pick(request, ['voice_urls', 'gender', 'model', 'language']),
      ...pick(request, ['denoise', 'enhance_voice_similarity']),
      lang: request.language,
      train_mode: 'best',
      user_id: owner,
    },
    {
      ...(status === 'pending' ? { current_status: 'pendding' } : {}),
      ...(status === 'completed' ? pick(facts, FACTS) : {}),
      hasRefundCoin: status === 'failed',
    },
  );
}
