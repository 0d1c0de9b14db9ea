import * as z from 'zod';
import { InsufficientCoinsError } from '../accounts/account-errors.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import { COINS_PER_SECOND } from '../catalog/prices.ts';
import type { GetTask } from '../tasks/get-task.ts';
import { listNewest } from '../tasks/list-tasks.ts';
import type { Coins } from '../tasks/ports.ts';
import type { Task } from '../tasks/task.ts';
import { newTaskId } from '../tasks/task-id.ts';
import { type Ask, askForFile } from './ask.ts';

export interface SpeakWithTrainedVoice extends Ask, GetTask {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly coins: Coins;
}

/** A text for a voice that its owner has had trained. */
export interface TrainedUtterance {
  readonly owner: string;
  /** The id of the voice's task, or the provider's `speaker_id` of it (a2e-api 4.2). */
  readonly userVoiceId: string;
  readonly text: string;
  /** From 0.5 to 2. */
  readonly rate: number;
  /** The language and its region, such as `en` and `US`. */
  readonly country: string;
  readonly region: string;
}

/** The sound in our bucket, how long it is, in seconds, and the coins it has cost; or why there is none. */
export type TrainedSpeech =
  | {
      readonly key: string;
      readonly mediaType: string;
      readonly seconds: number;
      readonly coins: number;
    }
  | { readonly refused: string };

/** Coins for ten seconds where the provider does not tell its `ttsRate`. */
const USUAL_RATE = COINS_PER_SECOND;
/** A2E counts every ten seconds that have begun (a2e-api 4.2). */
const COUNTED_SECONDS = 10;

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
  if (!voice) {
    return {
      refused: 'is no voice of yours; GET /api/v1/userVoice/completedRecord has those you can use',
    };
  }
  const { operation, provider, status } = voice;
  if (status !== 'completed' || operation === undefined) {
    return { refused: `is a voice that can't be used: its training is ${status}` };
  }
  const rate = rateOf(voice);
  await requireCoins(context, owner, rate);
  const { key, mediaType, seconds } = await askForFile(
    context,
    'speak',
    { ...utterance, operation },
    provider,
  );
  if (seconds === undefined) return { refused: 'was answered with a file that is no sound' };
  const coins = Math.ceil(seconds / COUNTED_SECONDS) * rate;
  await charge(context, owner, coins);
  return { key, mediaType, seconds, coins };
}

async function findVoice(
  context: GetTask,
  owner: string,
  voiceId: string,
): Promise<Task | undefined> {
  const voices = await listNewest(context, { owner, kind: 'voice-clone' });
  return voices.find(({ id, facts = {} }) => id === voiceId || facts['speaker_id'] === voiceId);
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

/** Held and spent at once: an account that has too little by now is not answered. */
async function charge({ coins, clock }: SpeakWithTrainedVoice, owner: string, amount: number) {
  if (amount === 0) return;
  const chargeId = newTaskId(clock.now());
  await coins.hold(owner, [chargeId], { amount, currency: 'coins' }, 'speech');
  await coins.settle(owner, chargeId);
}
