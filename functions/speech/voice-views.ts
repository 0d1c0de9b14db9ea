import { type SpokenLanguage, spokenLanguages } from './spoken-languages.ts';
import {
  genders,
  getLanguages,
  getLocale,
  getVoices,
  type Voice,
  type VoiceRegion,
} from './voices.ts';

/** Names that CLDR does not have. */
const uncommonNames: Readonly<Record<string, string>> = { nci: 'Classical Nahuatl' };

/** A2E's `voice_list` (a2e-api 4): the voices of a language and region by gender; without groups where nobody speaks the language. */
export function toVoiceViews(region: VoiceRegion) {
  const voices = getLanguages(region).flatMap(getVoices);
  return genders
    .map((gender) => ({
      label: gender === 'female' ? 'Female' : 'Male',
      value: gender,
      children: voices.filter((voice) => voice.gender === gender).map(toVoiceView),
    }))
    .filter(({ children }) => children.length > 0);
}

/** A2E's `tts_list`, whose members nobody has published (a2e-api 4): the clearest two voices of every language. */
export function toPresetViews() {
  return spokenLanguages.flatMap((language) => {
    const voices = getVoices(language);
    return genders.flatMap((gender) => {
      const clearest = voices.find((voice) => voice.gender === gender);
      return clearest ? [{ _id: clearest.id, ...toVoiceView(clearest) }] : [];
    });
  });
}

/**
 * A2E's `language_list` (a2e-api 4): every language with the regions whose accent is spoken, by name.
 * @param lang the language that names are written in, as RFC 5646 writes it; English where it has none for a thing
 */
export function toLanguageViews(lang: string) {
  const names = namesIn(lang);
  const byLanguage = Map.groupBy(spokenLanguages, ({ language }) => language);
  return [...byLanguage]
    .map(([language, accents]) => ({
      label: names.language(language),
      value: language,
      children: [...new Set(accents.map(({ region }) => region))].map((region) => ({
        label: names.region(region),
        value: region,
      })),
    }))
    .sort((one, other) => one.label.localeCompare(other.label, lang));
}

function toVoiceView({ id, gender, number, language, ttsRate }: Voice) {
  return {
    label: `${getName(language)}, ${gender} ${number}`,
    value: id,
    ttsRate,
    gender,
    country: language.language,
    region: language.region,
    lang: getLocale(language),
  };
}

/** Made when the first name is asked for: it takes 8 ms, which no other request should wait for. */
let english: ReturnType<typeof namesIn> | undefined;

/** `English (UK, Scotland)`. */
function getName({ language, region, accent }: SpokenLanguage): string {
  english ??= namesIn('en');
  const place = [english.region(region), accent].filter((part) => part !== undefined).join(', ');
  return `${english.language(language)} (${place})`;
}

function namesIn(lang: string) {
  const languages = new Intl.DisplayNames([lang, 'en'], { type: 'language', fallback: 'none' });
  const regions = new Intl.DisplayNames([lang, 'en'], { type: 'region', style: 'short' });
  return {
    language: (code: string) => languages.of(code) ?? uncommonNames[code] ?? code,
    region: (code: string) => regions.of(code) ?? code,
  };
}
