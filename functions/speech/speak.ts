import { randomBytes } from 'node:crypto';
import { mediaFolders } from '../contract.ts';
import type { MediaStore } from '../media/media-store.ts';
import { readWav } from './read-wav.ts';
import {
  type Compress,
  SpeechTooLongError,
  type Synthesize,
  type Utterance,
} from './synthesizer.ts';

export interface SpeakDependencies {
  readonly synthesize: Synthesize;
  readonly compress: Compress;
  readonly media: Pick<MediaStore, 'put'>;
}

/** A spoken text: where the sound lies in the media bucket and how long it is, or why there is none. */
export type Speech =
  | { readonly key: string; readonly seconds: number; readonly mediaType: string }
  | { readonly refused: string };

/** Below this loudness nobody hears anything; the quietest voice lies at 0.05. */
const SILENCE = 0.001;

/** Speaks a text and stores the sound under a name that nobody can guess. */
export async function speak(
  { synthesize, compress, media }: SpeakDependencies,
  utterance: Utterance,
): Promise<Speech> {
  const wav = await synthesize(utterance).catch(refusal);
  if ('refused' in wav) return wav;
  const { seconds, loudness } = readWav(wav);
  if (loudness < SILENCE) return { refused: 'holds nothing that this voice can say' };
  const { bytes, mediaType, ending } = await compress(wav);
  const key = `${mediaFolders.speech}${randomBytes(16).toString('hex')}${ending}`;
  await media.put(key, bytes, mediaType);
  return { key, seconds: toHundredths(seconds), mediaType };
}

function refusal(error: unknown): { refused: string } {
  if (error instanceof SpeechTooLongError) return { refused: error.message };
  throw error;
}

function toHundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
