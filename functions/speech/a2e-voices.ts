import { readAzureName } from './azure-names.ts';
import type { Gender, VoiceRegion } from './voices.ts';

/** What is known of a voice by its id at A2E. */
export interface A2eVoice {
  /** Undefined if unknown. */
  readonly gender?: Gender;
  /** Azure's given name of it, in lower case; undefined if its id is none of Azure's names. */
  readonly name?: string;
  /** Undefined if unknown, or if it speaks whatever language the text is in. */
  readonly speaks?: VoiceRegion;
  /** True if it is certainly there for everyone, and not one that an account has trained. */
  readonly isPublic: boolean;
}

/** A2E's own ids (a2e-api 4), of which nothing else is published. */
const ID = /^[0-9a-f]{24}$/;

/** Ids that public clients of A2E hold in their code, with what is said of them there (read 2026-11-29). */
const KNOWN: Readonly<Record<string, Pick<A2eVoice, 'gender' | 'speaks'>>> = {
  // "en-US-AndrewMultilingualNeural"
  '66d3fb1bc051cfb134c60f20': { gender: 'male' },
  // "en-US-AvaMultilingualNeural"
  '66d3fa4ab76478b1272f2249': { gender: 'female' },
  // "Emma Multilingual"
  '66d3fb89357648b14c4f4f26': { gender: 'female' },
  // "Brian - English"
  '6625ebd4613f49985c349f95': { gender: 'male', speaks: { country: 'en', region: 'US' } },
  // Of a function that makes Russian speech in a woman's voice
  '63a549c1ad2a27fe43d9669a': { gender: 'female', speaks: { country: 'ru', region: 'RU' } },
  // "Public voice"
  '66dc61ec5148817d26f5b79e': {},
  // The example of A2E's own documentation
  '66dc3c1b7dc1f1c483cc5ab8': {},
};

/** Undefined if A2E can't have a voice of that id. */
export function readA2eVoice(id: string): A2eVoice | undefined {
  const lowerCase = id.toLowerCase();
  if (Object.hasOwn(KNOWN, lowerCase)) return { ...KNOWN[lowerCase], isPublic: true };
  const named = readAzureName(id);
  if (named) return { ...named, isPublic: true };
  return ID.test(lowerCase) ? { isPublic: false } : undefined;
}
