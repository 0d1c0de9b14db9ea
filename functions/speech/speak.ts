import { randomBytes } from 'node:crypto';
import { mediaFolders } from '../contract.ts';
import type { MediaStore } from '../media/media-store.ts';
import { findNearestVoice } from './find-nearest-voice.ts';
import { readWav } from './read-wav.ts';
import { type Compress, SpeechTooLongError, type Synthesize } from './synthesizer.ts';
import { findVoice, getLocale, type VoiceRegion } from './voices.ts';

export interface SpeakDependencies {
  readonly synthesize: Synthesize;
  readonly compress: Compress;
  readonly media: Pick<MediaStore, 'put'>;
}

/** A text for an embedded voice, or for the one that is nearest to a voice of A2E's. */
export interface OwnUtterance {
  readonly text: string;
  /** From 0.5 to 2. */
  readonly rate: number;
  readonly ttsId: string;
  /** The language and region of a voice that is not embedded. */
  readonly regions: readonly VoiceRegion[];
}

/** A spoken text: where the sound lies in the media bucket and how long it is, or why there is none. */
export type Speech =
  | {
      readonly key: string;
      readonly seconds: number;
      readonly mediaType: string;
      /** Coins for ten seconds. */
      readonly ttsRate: number;
      /** Who spoke, such as `3f5799866a675a77df133be9 (en-US, female)`. */
      readonly spokenBy: string;
    }
  | { readonly refused: string };

/** Below this loudness nobody hears anything; the quietest voice lies at 0.05. */
const SILENCE = 0.001;

/** Speaks a text and stores the sound under a name that nobody can guess. */
export async function speak(
  { synthesize, compress, media }: SpeakDependencies,
  { text, rate, ttsId, regions }: OwnUtterance,
): Promise<Speech> {
  const voice = findVoice(ttsId) ?? findNearestVoice(ttsId, regions);
  const { id, speaker, ttsRate, gender, language } = voice;
  const wav = await synthesize({ text, speaker, rate }).catch(refusal);
  if ('refused' in wav) return wav;
  const { seconds, loudness } = readWav(wav);
  if (loudness < SILENCE) return { refused: 'holds nothing that this voice can say' };
  const { bytes, mediaType, ending } = await compress(wav);
  const key = `${mediaFolders.speech}${randomBytes(16).toString('hex')}${ending}`;
  await media.put(key, bytes, mediaType);
  const spokenBy = `${id} (${getLocale(language)}, ${gender})`;
  return { key, seconds: toHundredths(seconds), mediaType, ttsRate, spokenBy };
}

function refusal(error: unknown): { refused: string } {
  if (error instanceof SpeechTooLongError) return { refused: error.message };
  throw error;
}

function toHundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
