import * as z from 'zod';
import { InsufficientCoinsError } from '../accounts/account-errors.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import { COINS_PER_SECOND } from '../catalog/prices.ts';
import { priceOfSpeech, type TrainedSpeech, type TrainedUtterance } from '../speech/send-speech.ts';
import type { GetTaskDependencies } from '../tasks/get-task.ts';
import { listNewest } from '../tasks/list-tasks.ts';
import type { Coins } from '../tasks/ports.ts';
import type { Task } from '../tasks/task.ts';
import { newTaskId } from '../tasks/task-id.ts';
import { type Ask, askForFile, whoAnswers } from './ask.ts';

export interface SpeakWithTrainedVoice extends Ask, GetTaskDependencies {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly coins: Coins;
}

/** Coins for ten seconds where the provider does not tell its `ttsRate`. */
const USUAL_RATE = COINS_PER_SECOND;

/**
 * Has the provider that trained a voice speak a text. What it costs is known when it is spoken, so it is taken then; an
 * account that can't pay for the shortest speech is refused before.
 * @throws InsufficientCoinsError, and the errors of `ask`
 */
export async function speakWithTrainedVoice(
  context: SpeakWithTrainedVoice,
  { owner, userVoiceId, ...utterance }: TrainedUtterance,
): Promise<TrainedSpeech> {
  const voice = await findVoice(context, owner, userVoiceId);
  if (!voice) return { refused: await whyNoVoice(context) };
  const { operation, provider, status } = voice;
  if (status !== 'completed' || operation === undefined) {
    return { refused: `is a voice that can't be used: its training is ${status}` };
  }
  const ttsRate = rateOf(voice);
  await requireCoins(context, owner, ttsRate);
  const request = { ...utterance, operation };
  const { key, seconds } = await askForFile(context, 'speak', request, provider);
  if (seconds === undefined) return { refused: 'was answered with a file that is no sound' };
  const coins = priceOfSpeech(seconds, ttsRate);
  await charge(context, owner, coins);
  return { key, seconds, coins };
}

/** By the id of its task, or by the provider's `speaker_id` (a2e-api 4.2). */
async function findVoice(
  context: GetTaskDependencies,
  owner: string,
  voiceId: string,
): Promise<Task | undefined> {
  const voices = await listNewest(context, { owner, kind: 'voice-clone' });
  return voices.find(({ id, facts = {} }) => id === voiceId || facts['speaker_id'] === voiceId);
}

async function whyNoVoice(context: Ask): Promise<string> {
  if ((await whoAnswers(context, 'speak')) !== undefined) {
    return 'is no voice of yours; GET /api/v1/userVoice/completedRecord has those you can use';
  }
  return 'needs a provider that trains voices: the operator has to configure one of type a2e. Until then give tts_id, a voice of GET /api/v1/anchor/voice_list';
}

/** In whole coins for ten seconds. */
function rateOf({ facts = {} }: Task): number {
  const told = z.coerce.number().nonnegative().safeParse(facts['ttsRate']);
  return told.success ? Math.ceil(told.data) : USUAL_RATE;
}

async function requireCoins(
  { accounts }: Pick<SpeakWithTrainedVoice, 'accounts'>,
  owner: string,
  least: number,
): Promise<void> {
  const { balance = 0 } = (await accounts.get(owner)) ?? {};
  if (balance < least) throw new InsufficientCoinsError(least, balance, 'coins');
}

/** Held and spent at once: an account that has too little by now gets no answer. */
async function charge({ coins, clock }: SpeakWithTrainedVoice, owner: string, amount: number) {
  if (amount === 0) return;
  const chargeId = newTaskId(clock.now());
  await coins.hold(owner, [chargeId], { amount, currency: 'coins' }, { kind: 'speech' });
  await coins.settle(owner, chargeId);
}
