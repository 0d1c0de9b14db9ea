import { type FieldIssue, InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { type A2eVoice, readA2eVoice } from './a2e-voices.ts';
import type { Classified } from './classify-language.ts';
import { keepPreview, type Previews } from './previews.ts';
import type { OwnUtterance, Speech } from './speak.ts';
import type { SpeechRequest } from './speech-fields.ts';
import { findVoice, type VoiceRegion } from './voices.ts';

interface ProviderUtterance {
  readonly owner: string;
  readonly text: string;
  /** From 0.5 to 2. */
  readonly rate: number;
}

/** A text for a voice that its owner has had trained at a provider. */
export interface TrainedUtterance extends ProviderUtterance, Required<VoiceRegion> {
  /** The id of the voice's record, or the provider's own of it (a2e-api 4.2). */
  readonly userVoiceId: string;
}

/** A text for a voice that a provider has for everyone. */
export interface SystemUtterance extends ProviderUtterance {
  /** The provider's own id. */
  readonly ttsId: string;
  /** Where it may be listed; the first is what the text is spoken as. */
  readonly regions: readonly [VoiceRegion, ...VoiceRegion[]];
}

/** A spoken text. */
interface Spoken {
  /** Where the sound lies in the media bucket. */
  readonly key: string;
  readonly seconds: number;
  /** What it has cost; taken by whoever has spoken it. */
  readonly coins: number;
}

/** A text spoken at a provider, or why it is not. */
export type ProviderSpeech = Spoken | { readonly refused: string };

export interface SendSpeechDependencies extends Previews {
  /** Where the objects of the media bucket are read, without a slash at the end. */
  readonly mediaUrl: string;
  /** Speaks with an embedded voice, in the function `speak`. */
  speak(utterance: OwnUtterance): Promise<Speech>;
  /** Speaks with a voice of the owner's, at the provider that has trained it. */
  speakWithTrainedVoice(utterance: TrainedUtterance): Promise<ProviderSpeech>;
  /** Speaks with a voice that a provider has for everyone; undefined if none is known to have it. */
  speakWithSystemVoice(utterance: SystemUtterance): Promise<ProviderSpeech | undefined>;
  /** Detects the language of a text. */
  classify(text: string): Promise<Classified>;
}

/** Where nothing else is said (a2e-api 4.1). */
const USUAL = { country: 'en', region: 'US' };

/**
 * A2E's `send_tts`: speaks a text while the caller waits, and answers the address of the sound.
 * @param warn is called when another voice than the one that was asked for speaks
 * @throws InvalidRequestError naming the field that is not right.
 */
export async function sendSpeech(
  context: SendSpeechDependencies,
  owner: string,
  request: SpeechRequest,
  warn: (issues: readonly FieldIssue[]) => void = () => {},
): Promise<string> {
  const { key, seconds, coins } = await (request.user_voice_id === undefined
    ? withSystemVoice(context, owner, request, warn)
    : withTrainedVoice(context, owner, request, request.user_voice_id));
  const { msg, tts_id = null, user_voice_id = null, speechRate } = request;
  const { country = USUAL.country, region = USUAL.region } = request;
  const url = `${context.mediaUrl}/${key}`;
  await keepPreview(context, owner, {
    ...{ msg, tts_id, user_voice_id, country, region, speechRate },
    ...{ audio_url: url, duration: seconds, coins },
  });
  return url;
}

async function withSystemVoice(
  context: SendSpeechDependencies,
  owner: string,
  request: SpeechRequest,
  warn: (issues: readonly FieldIssue[]) => void,
): Promise<Spoken> {
  const { tts_id: ttsId = '', msg: text, speechRate: rate } = request;
  if (findVoice(ttsId)) return withOwnVoice(context, { ttsId, text, rate, regions: [] });
  const voice = readA2eVoice(ttsId);
  if (!voice) {
    throw refused('tts_id', 'is no voice we have; GET /api/v1/anchor/voice_list answers their ids');
  }
  const regions = await getRegions(context, request, voice);
  const there = await context.speakWithSystemVoice({ owner, ttsId, text, rate, regions });
  if (there && !('refused' in there)) return there;
  const spoken = await withOwnVoice(context, { ttsId, text, rate, regions });
  const why = there ? `can't be used: ${there.refused.replace(/\.$/, '')}` : 'is no voice we have';
  warn([{ field: 'tts_id', message: `${why}; ${spoken.spokenBy} spoke instead` }]);
  return spoken;
}

async function withOwnVoice({ speak }: SendSpeechDependencies, utterance: OwnUtterance) {
  const speech = await speak(utterance);
  if ('refused' in speech) throw refused('msg', speech.refused);
  return { ...speech, coins: priceOfSpeech(speech.seconds, speech.ttsRate) };
}

/** The languages to look for a voice in: what is known of it, else what the request says, else the text's and A2E's own. */
async function getRegions(
  { classify }: SendSpeechDependencies,
  { msg, country, region }: SpeechRequest,
  { speaks }: A2eVoice,
): Promise<SystemUtterance['regions']> {
  if (speaks) return [speaks];
  if (country !== undefined) return [{ country, region }];
  const classified = await classify(msg);
  if ('refused' in classified) return [USUAL];
  const [language = USUAL.country, place = USUAL.region] = classified.locale.split('-');
  return [{ country: language, region: place }, USUAL];
}

async function withTrainedVoice(
  { speakWithTrainedVoice }: SendSpeechDependencies,
  owner: string,
  request: SpeechRequest,
  userVoiceId: string,
): Promise<Spoken> {
  const { msg: text, speechRate: rate } = request;
  const { country = USUAL.country, region = USUAL.region } = request;
  const utterance = { owner, userVoiceId, text, rate, country, region };
  const speech = await speakWithTrainedVoice(utterance);
  if ('refused' in speech) throw refused('user_voice_id', speech.refused);
  return speech;
}

/**
 * What speech costs, in whole coins.
 * @param ttsRate coins for ten seconds, of which every begun one counts (a2e-api 4.2)
 */
export function priceOfSpeech(seconds: number, ttsRate: number): number {
  return Math.ceil(seconds / 10) * ttsRate;
}

function refused(field: string, message: string): InvalidRequestError {
  return new InvalidRequestError([{ field, message }]);
}
