import * as z from 'zod';
import type { createCoins } from '../accounts/coins.ts';
import type { Price } from '../catalog/catalog.ts';
import { COINS_PER_SECOND } from '../catalog/prices.ts';
import { priceOfSpeech, type TrainedSpeech, type TrainedUtterance } from '../speech/send-speech.ts';
import type { GetTaskDependencies } from '../tasks/get-task.ts';
import { listNewest } from '../tasks/list-tasks.ts';
import type { Task } from '../tasks/task.ts';
import { newTaskId } from '../tasks/task-id.ts';
import type { UpstreamIds } from '../tasks/upstream-ids.ts';
import { findQueryProvider, type QueryDependencies, queryFile } from './query-provider.ts';

export interface SpeakWithTrainedVoiceDependencies extends QueryDependencies, GetTaskDependencies {
  readonly upstreamIds: Pick<UpstreamIds, 'isAssigned'>;
  readonly coins: Pick<CoinsOfAccounts, 'reserve' | 'release' | 'spendPart'>;
}

/** Coins for ten seconds where the provider does not tell its `ttsRate`. */
const USUAL_RATE = COINS_PER_SECOND;
const SLOWEST_CHARACTERS_PER_SECOND = 2;
/** Before and after a text, in seconds. */
const LONGEST_PAUSE = 10;

type CoinsOfAccounts = ReturnType<typeof createCoins>;

/**
 * Has the provider that trained a voice speak a text. What it costs is known when it is spoken, so the most that it can
 * cost is held before, and what it did cost is spent.
 * @throws InsufficientCoinsError, TaskLimitError, BusyError, and the errors of `queryProvider`
 */
export async function speakWithTrainedVoice(
  context: SpeakWithTrainedVoiceDependencies,
  { owner, userVoiceId, ...utterance }: TrainedUtterance,
): Promise<TrainedSpeech> {
  const voice = await findVoice(context, owner, userVoiceId);
  if (!voice) return { refused: await whyNoVoice(context) };
  const { operation, provider, status } = voice;
  if (status !== 'completed' || operation === undefined) {
    return { refused: `is a voice that can't be used: its training is ${status}` };
  }
  const ttsRate = getRate(voice);
  const most = inCoins(priceOfSpeech(longestSpeech(utterance), ttsRate));
  const chargeId = newTaskId(context.clock.now());
  await context.coins.reserve(owner, chargeId, most, 'speech');
  const spoken = await queryFile(context, 'speak', { ...utterance, operation }, provider).catch(
    async (error: unknown) => {
      await context.coins.release(owner, chargeId);
      throw error;
    },
  );
  const { key, seconds } = spoken;
  if (seconds === undefined) {
    await context.coins.release(owner, chargeId);
    return { refused: 'was answered with a file that is no sound' };
  }
  const coins = Math.min(most.amount, priceOfSpeech(seconds, ttsRate));
  await context.coins.spendPart(owner, chargeId, most, inCoins(coins), 'speech');
  return { key, seconds, coins };
}

/**
 * How long a text can take to speak, in seconds: half as fast as the slowest of common languages is spoken, some four
 * characters a second in Chinese.
 */
function longestSpeech({ text, rate }: Pick<TrainedUtterance, 'text' | 'rate'>): number {
  return [...text].length / (SLOWEST_CHARACTERS_PER_SECOND * rate) + LONGEST_PAUSE;
}

function inCoins(amount: number): Price {
  return { amount, currency: 'coins' };
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
