import { readA2eVoice } from './a2e-voices.ts';
import { getAzureGender } from './azure-genders.ts';
import { getLanguages, getVoices, type Voice, type VoiceRegion } from './voices.ts';

const USUAL: VoiceRegion = { country: 'en', region: 'US' };

/**
 * The embedded voice that is nearest to one of A2E's: of its gender (female if unknown), and of the first of `regions`
 * whose language an embedded voice speaks, else of American English.
 */
export function findNearestVoice(id: string, regions: readonly VoiceRegion[]): Voice {
  const { name = '', gender = getAzureGender(name) } = readA2eVoice(id) ?? {};
  const [nearest] = [...regions, USUAL]
    .flatMap(getLanguages)
    .flatMap(getVoices)
    .filter((voice) => voice.gender === gender);
  if (!nearest) throw new Error('No voice speaks American English.');
  return nearest;
}
