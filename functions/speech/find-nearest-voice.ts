import type { SpeechRequest } from './speech-fields.ts';
import { type Gender, getLanguages, getVoices, type Voice } from './voices.ts';

/** Azure's voices whose names public clients keep in their code, and that are men's. */
const MALE_NAMES = ['guy', 'davis', 'tony', 'jason', 'andrew', 'brian', 'ryan', 'yunxi', 'conrad'];

/** A name of Azure's, such as `en-US-JennyNeural`. */
const AZURE_NAME = /^([a-z]{2,3})-([a-z]{2}|\d{3})-([a-z]+?)(multilingual)?neural$/i;
/** A2E's own ids (a2e-api 16), of which nothing is published but the form. */
const A2E_ID = /^[0-9a-f]{24}$/i;

/** Which voice is wanted. */
interface WantedVoice {
  readonly country: string;
  readonly region: string;
  readonly gender: Gender;
}

/**
 * Our own voice that is nearest to one of A2E's: of the same language, region and gender where the id says them, else
 * of the request's `country` and `region`, which default to en and US. Undefined if the id can't be one of A2E's.
 */
export function findNearestVoice(
  id: string,
  { country, region }: Pick<SpeechRequest, 'country' | 'region'>,
): Voice | undefined {
  const wanted = readId(id, { country, region, gender: 'female' });
  if (!wanted) return undefined;
  const languages = [...getLanguages(wanted), ...getLanguages({ country, region })];
  return [...languages, ...getLanguages({ country: 'en', region: 'US' })]
    .flatMap(getVoices)
    .find(({ gender }) => gender === wanted.gender);
}

function readId(id: string, otherwise: WantedVoice): WantedVoice | undefined {
  const [, language, place, name = ''] = AZURE_NAME.exec(id) ?? [];
  if (language !== undefined && place !== undefined) {
    const gender = MALE_NAMES.includes(name.toLowerCase()) ? 'male' : 'female';
    return { country: language, region: place, gender };
  }
  return A2E_ID.test(id) ? otherwise : undefined;
}
