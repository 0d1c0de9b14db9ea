import * as z from 'zod';
import type { ProviderSpeech, TrainedUtterance } from '../speech/send-speech.ts';
import type { GetTaskDependencies } from '../tasks/get-task.ts';
import { listNewest } from '../tasks/list-tasks.ts';
import type { Task } from '../tasks/task.ts';
import type { UpstreamIds } from '../tasks/upstream-ids.ts';
import { findQueryProvider, type QueryDependencies } from './query-provider.ts';
import {
  type SpeakAtProviderDependencies,
  speakAtProvider,
  USUAL_RATE,
} from './speak-at-provider.ts';

export interface SpeakWithTrainedVoiceDependencies
  extends SpeakAtProviderDependencies,
    GetTaskDependencies {
  readonly upstreamIds: Pick<UpstreamIds, 'isAssigned'>;
}

/**
 * Has the provider that trained a voice speak a text.
 * @throws as `speakAtProvider` does
 */
export async function speakWithTrainedVoice(
  context: SpeakWithTrainedVoiceDependencies,
  { owner, userVoiceId, ...utterance }: TrainedUtterance,
): Promise<ProviderSpeech> {
  const voice = await findVoice(context, owner, userVoiceId);
  if (!voice) return { refused: await whyNoVoice(context) };
  const { operation, provider, status } = voice;
  if (status !== 'completed' || operation === undefined) {
    return { refused: `is a voice that can't be used: its training is ${status}` };
  }
  const payment = { owner, provider, ttsRate: getRate(voice) };
  return speakAtProvider(context, payment, { ...utterance, voice: { trainedBy: operation } });
}

type Voice = Pick<Task, 'operation' | 'provider' | 'status' | 'facts'>;

/** By the id of its task or the provider's `speaker_id` (a2e-api 4.2), or by an id that the operator has assigned. */
async function findVoice(
  context: SpeakWithTrainedVoiceDependencies,
  owner: string,
  voiceId: string,
): Promise<Voice | undefined> {
  const voices = await listNewest(context, { owner, kind: 'voice-clone' });
  const own = voices.find(
    ({ id, facts = {} }) => id === voiceId || facts['speaker_id'] === voiceId,
  );
  if (own || !(await context.upstreamIds.isAssigned(owner, voiceId))) return own;
  const provider = await findQueryProvider(context, 'speak');
  if (provider === undefined) return undefined;
  return { operation: { id: voiceId }, provider, status: 'completed' };
}

async function whyNoVoice(context: QueryDependencies): Promise<string> {
  if ((await findQueryProvider(context, 'speak')) !== undefined) {
    return 'is no voice of yours; GET /api/v1/userVoice/completedRecord has those you can use';
  }
  return 'needs a provider that trains voices: the operator has to configure one of type a2e. Until then give tts_id, a voice of GET /api/v1/anchor/voice_list';
}

/** In whole coins for ten seconds. */
function getRate({ facts = {} }: Voice): number {
  const told = z.coerce.number().nonnegative().safeParse(facts['ttsRate']);
  return told.success ? Math.ceil(told.data) : USUAL_RATE;
}
