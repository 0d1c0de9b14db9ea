import type { createCoins } from '../accounts/coins.ts';
import type { Price } from '../catalog/catalog.ts';
import { COINS_PER_SECOND } from '../catalog/prices.ts';
import type { Clock } from '../clock.ts';
import type { SpeakRequest } from '../providers/provider-query.ts';
import { type ProviderSpeech, priceOfSpeech } from '../speech/send-speech.ts';
import { newTaskId } from '../tasks/task-id.ts';
import { type QueryDependencies, queryFile } from './query-provider.ts';

export interface SpeakAtProviderDependencies extends QueryDependencies {
  readonly coins: Pick<ReturnType<typeof createCoins>, 'reserve' | 'release' | 'spendPart'>;
  readonly clock: Clock;
}

/** Coins for ten seconds where the provider does not tell its `ttsRate`. */
export const USUAL_RATE = COINS_PER_SECOND;
const SLOWEST_CHARACTERS_PER_SECOND = 2;
/** Before and after a text, in seconds. */
const LONGEST_PAUSE = 10;

/**
 * Has a provider speak a text. What it costs is known when it is spoken, so the most that it can cost is held before, and
 * what it did cost is spent.
 * @param ttsRate coins for ten seconds of speech
 * @throws InsufficientCoinsError, TaskLimitError, BusyError, and the errors of `queryProvider`
 */
export async function speakAtProvider(
  context: SpeakAtProviderDependencies,
  { owner, provider, ttsRate }: { owner: string; provider: string | undefined; ttsRate: number },
  request: SpeakRequest,
): Promise<ProviderSpeech> {
  const most = inCoins(priceOfSpeech(longestSpeech(request), ttsRate));
  const chargeId = newTaskId(context.clock.now());
  await context.coins.reserve(owner, chargeId, most, 'speech');
  const spoken = await queryFile(context, 'speak', request, provider).catch(
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
function longestSpeech({ text, rate }: Pick<SpeakRequest, 'text' | 'rate'>): number {
  return [...text].length / (SLOWEST_CHARACTERS_PER_SECOND * rate) + LONGEST_PAUSE;
}

function inCoins(amount: number): Price {
  return { amount, currency: 'coins' };
}
