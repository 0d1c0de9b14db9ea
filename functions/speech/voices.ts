import { createHash } from 'node:crypto';
import { type SpokenLanguage, spokenLanguages } from './spoken-languages.ts';

export const genders = ['female', 'male'] as const;

export type Gender = (typeof genders)[number];

/** A system voice: it speaks one language, is there for everyone and costs nothing. */
export interface Voice {
  /** A2E's `tts_id`: 24 hexadecimal characters, the same in every deployment and for good. */
  readonly id: string;
  /** The synthesizer's own name of it, such as `en-US+f3`. */
  readonly speaker: string;
  readonly gender: Gender;
  /** Distinguishes it from the others of its language and gender. */
  readonly number: number;
  readonly language: SpokenLanguage;
  /** Coins for ten seconds of speech (a2e-api 4.2). */
  readonly ttsRate: number;
}

/**
 * The plain variants of eSpeak NG, `f1` to `f5` and `m1` to `m8` under `espeak-ng-data/voices/!v`. The third of each
 * is the clearest: without the roughness of the first and the echo of others.
 */
const variantNumbers: Readonly<Record<Gender, readonly number[]>> = {
  female: [3, 1, 2, 4, 5],
  male: [3, 1, 2, 4, 5, 6, 7, 8],
};

/** The voices of a language in one region, the clearest of each gender first. */
export function getVoices(language: SpokenLanguage): Voice[] {
  return genders.flatMap((gender) =>
    variantNumbers[gender].map((number) => {
      const speaker = `${language.name}+${gender.charAt(0)}${number}`;
      return { id: getVoiceId(speaker), speaker, gender, number, language, ttsRate: 0 };
    }),
  );
}

let byId: ReadonlyMap<string, Voice> | undefined;

/** The voice of a `tts_id`, written in either case; undefined if no voice has it. */
export function findVoice(id: string): Voice | undefined {
  byId ??= new Map(spokenLanguages.flatMap(getVoices).map((voice) => [voice.id, voice]));
  return byId.get(id.toLowerCase());
}

/** Which languages are meant: A2E's `country` is a language, its `region` a country (a2e-api 4). */
export interface VoiceRegion {
  readonly country: string;
  readonly region?: string | undefined;
}

/**
 * The languages of a region; if the language is not spoken with that region's accent, or no region is given, all its
 * accents. None when no voice speaks the language.
 */
export function getLanguages({ country, region }: VoiceRegion): SpokenLanguage[] {
  const accents = spokenLanguages.filter(({ language }) => isSame(language, country));
  const local = accents.filter((accent) => region !== undefined && isSame(accent.region, region));
  return local.length > 0 ? local : accents;
}

/** `en-US`: language and region as RFC 5646 writes them. */
export function getLocale({ language, region }: SpokenLanguage): string {
  return `${language}-${region}`;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function getVoiceId(speaker: string): string {
  return createHash('sha256').update(`espeak-ng ${speaker}`).digest('hex').slice(0, 24);
}
