import { type FieldIssue, InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { findNearestVoice } from './find-nearest-voice.ts';
import { keepPreview, type Previews } from './previews.ts';
import type { Speech } from './speak.ts';
import type { SpeechRequest } from './speech-fields.ts';
import type { Utterance } from './synthesizer.ts';
import { findVoice, getLocale } from './voices.ts';

/** A text for a voice that its owner has had trained at a provider. */
export interface TrainedUtterance {
  readonly owner: string;
  /** The id of the voice's record, or the provider's own of it (a2e-api 4.2). */
  readonly userVoiceId: string;
  readonly text: string;
  /** From 0.5 to 2. */
  readonly rate: number;
  /** The language and its region, such as `en` and `US`. */
  readonly country: string;
  readonly region: string;
}

/** A spoken text. */
interface Spoken {
  /** Where the sound lies in the media bucket. */
  readonly key: string;
  readonly seconds: number;
  /** What it has cost; taken by whoever has spoken it. */
  readonly coins: number;
}

/** A text spoken with a trained voice, or why it is not. */
export type TrainedSpeech = Spoken | { readonly refused: string };

export interface SendSpeechDependencies extends Previews {
  /** Where the objects of the media bucket are read, without a slash at the end. */
  readonly mediaUrl: string;
  /** Speaks with a system voice, in a function for that alone. */
  speak(utterance: Utterance): Promise<Speech>;
  /** Speaks with a voice of the owner's, at the provider that has trained it. */
  speakWithTrainedVoice(utterance: TrainedUtterance): Promise<TrainedSpeech>;
}

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
    ? withSystemVoice(context, request, warn)
    : withTrainedVoice(context, owner, request, request.user_voice_id));
  const { msg, tts_id = null, user_voice_id = null, country, region, speechRate } = request;
  const url = `${context.mediaUrl}/${key}`;
  await keepPreview(context, owner, {
    ...{ msg, tts_id, user_voice_id, country, region, speechRate },
    ...{ audio_url: url, duration: seconds, coins },
  });
  return url;
}

async function withSystemVoice(
  { speak }: SendSpeechDependencies,
  request: SpeechRequest,
  warn: (issues: readonly FieldIssue[]) => void,
): Promise<Spoken> {
  const id = request.tts_id ?? '';
  const own = findVoice(id);
  const voice = own ?? findNearestVoice(id, request);
  if (!voice) {
    throw refused('tts_id', 'is no voice we have; GET /api/v1/anchor/voice_list answers their ids');
  }
  const utterance = { text: request.msg, speaker: voice.speaker, rate: request.speechRate };
  const speech = await speak(utterance);
  if ('refused' in speech) throw refused('msg', speech.refused);
  if (!own) {
    const message = `is no voice we have; ${voice.id} (${getLocale(voice.language)}, ${voice.gender}) spoke instead`;
    warn([{ field: 'tts_id', message }]);
  }
  return { ...speech, coins: priceOfSpeech(speech.seconds, voice.ttsRate) };
}

async function withTrainedVoice(
  { speakWithTrainedVoice }: SendSpeechDependencies,
  owner: string,
  request: SpeechRequest,
  userVoiceId: string,
): Promise<Spoken> {
  const { msg: text, speechRate: rate, country, region } = request;
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
