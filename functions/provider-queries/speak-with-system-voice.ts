import type { SystemVoice } from '../providers/provider-query.ts';
import { readA2eVoice } from '../speech/a2e-voices.ts';
import type { ProviderSpeech, SystemUtterance } from '../speech/send-speech.ts';
import { QueryRejectedError } from './query-errors.ts';
import { findQueryProvider } from './query-provider.ts';
import type { SharedLists } from './shared-lists.ts';
import {
  type SpeakAtProviderDependencies,
  speakAtProvider,
  USUAL_RATE,
} from './speak-at-provider.ts';

export type SpeakWithSystemVoiceDependencies = SpeakAtProviderDependencies &
  Pick<SharedLists, 'sharedVoices'>;

/**
 * Has a provider speak a text with a voice that it has for everyone. An id that nobody has published must be in the
 * provider's own list: it may be the id of a voice that another owner has had trained in the same account.
 * @returns undefined if no provider is known to have such a voice
 * @throws as `speakAtProvider` does, but for a request that the provider rejects
 */
export async function speakWithSystemVoice(
  context: SpeakWithSystemVoiceDependencies,
  { owner, ttsId, regions, ...utterance }: SystemUtterance,
): Promise<ProviderSpeech | undefined> {
  const provider = await findQueryProvider(context, 'list-voices');
  if (provider === undefined) return undefined;
  const listed = readA2eVoice(ttsId)?.isPublic
    ? undefined
    : await findListed(context, ttsId, regions);
  if (!listed && !readA2eVoice(ttsId)?.isPublic) return undefined;
  const ttsRate = Math.ceil(listed?.ttsRate ?? USUAL_RATE);
  const [region] = regions;
  try {
    return await speakAtProvider(
      context,
      { owner, provider, ttsRate },
      { ...utterance, ...region, voice: { system: ttsId } },
    );
  } catch (error) {
    if (error instanceof QueryRejectedError) return { refused: error.message };
    throw error;
  }
}

async function findListed(
  { sharedVoices }: Pick<SharedLists, 'sharedVoices'>,
  ttsId: string,
  regions: SystemUtterance['regions'],
): Promise<SystemVoice | undefined> {
  const lists = await Promise.all(regions.map(sharedVoices));
  return lists.flat().find(({ id }) => id.toLowerCase() === ttsId.toLowerCase());
}
