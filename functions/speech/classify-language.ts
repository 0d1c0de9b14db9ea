/** Which language a text is in, as ISO 639-1; empty if unknown. */
export type DetectLanguageDependencies = (text: string) => string;

/** The locale of a text, such as `en-US`, or why it is unknown. */
export type Classified = { readonly locale: string } | { readonly refused: string };

/**
 * The languages that `eld` 2.1.0 distinguishes, with the region that CLDR expects each in ("Likely Subtags"); Portuguese
 * and English are given where most of their speakers are. A text does not say which accent of its language is meant.
 */
const regions: Readonly<Record<string, string>> = {
  ...{ am: 'ET', ar: 'EG', az: 'AZ', be: 'BY', bg: 'BG', bn: 'BD', ca: 'ES', cs: 'CZ', da: 'DK' },
  ...{ de: 'DE', el: 'GR', en: 'US', es: 'ES', et: 'EE', eu: 'ES', fa: 'IR', fi: 'FI', fr: 'FR' },
  ...{ gu: 'IN', he: 'IL', hi: 'IN', hr: 'HR', hu: 'HU', hy: 'AM', is: 'IS', it: 'IT', ja: 'JP' },
  ...{ ka: 'GE', kn: 'IN', ko: 'KR', ku: 'IQ', lo: 'LA', lt: 'LT', lv: 'LV', ml: 'IN', mr: 'IN' },
  ...{ ms: 'MY', nb: 'NO', nl: 'NL', or: 'IN', pa: 'IN', pl: 'PL', pt: 'BR', ro: 'RO', ru: 'RU' },
  ...{ sk: 'SK', sl: 'SI', sq: 'AL', sr: 'RS', sv: 'SE', ta: 'IN', te: 'IN', th: 'TH', tl: 'PH' },
  ...{ tr: 'TR', uk: 'UA', ur: 'PK', vi: 'VN', yo: 'NG', zh: 'CN' },
};

/** `eld` says Norwegian; what it knows is Bokmål. */
const codes: Readonly<Record<string, string>> = { no: 'nb' };

/** A2E's `lang_classify` (a2e-api 5): the locale to look for voices in. */
export function classifyLanguage(detect: DetectLanguageDependencies, text: string): Classified {
  const detected = detect(text);
  const language = codes[detected] ?? detected;
  const region = regions[language];
  if (region !== undefined) return { locale: `${language}-${region}` };
  return { refused: 'is in no language that can be detected; give at least a sentence' };
}
