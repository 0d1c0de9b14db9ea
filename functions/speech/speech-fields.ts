import * as z from 'zod';
import { decimal, withoutNulls } from '../catalog/fields.ts';

/** A2E's limits for callers with an API token, in Unicode characters (a2e-api 4.1 and 5). */
const LONGEST_SPOKEN = 1_000;
const LONGEST_CLASSIFIED = 3_000;

/** ISO 639 and A2E's `country`, in either case. */
const languageCode = z
  .string('must be a language, such as en')
  .regex(
    /^[A-Za-z]{2,3}$/,
    'must be a language, such as en; GET /api/v1/anchor/language_list has all',
  );

/** ISO 3166-1 or UN M.49, in either case. */
const regionCode = z
  .string('must be a region, such as US')
  .regex(/^([A-Za-z]{2}|\d{3})$/, 'must be a region, such as US');

/** The id of a voice; A2E's clients send an empty one for none. */
const voiceId = z
  .string('must be the id of a voice')
  .max(200, 'must be at most 200 characters')
  .transform((id) => (id === '' ? undefined : id))
  .optional();

/** What `send_tts` takes (a2e-api 4.1). Fields for the captcha of A2E's own pages are ignored, as unknown ones are. */
export const speechRequest = z.preprocess(
  withoutNulls,
  z
    .object({
      msg: message(LONGEST_SPOKEN),
      tts_id: voiceId,
      user_voice_id: voiceId,
      country: languageCode.optional(),
      region: regionCode.optional(),
      speechRate: decimal(0.5, 2).default(1),
    })
    .superRefine(({ tts_id, user_voice_id }, context) => {
      if ((tts_id === undefined) !== (user_voice_id === undefined)) return;
      const either =
        'give either tts_id, a voice of GET /api/v1/anchor/voice_list, or user_voice_id, a voice you have trained';
      context.addIssue({ code: 'custom', path: ['tts_id'], message: either });
    }),
);

export type SpeechRequest = z.output<typeof speechRequest>;

/** What `lang_classify` takes. */
export const classifyRequest = z.preprocess(
  withoutNulls,
  z.object({ msg: message(LONGEST_CLASSIFIED) }),
);

/**
 * Which voices are asked for (a2e-api 4). A region belongs to its language, so A2E's default region stands only beside
 * its default language; `voice_map_type`, such as `zh-CN`, says both at once where neither is given.
 */
export const voiceFilter = z.preprocess(
  withoutNulls,
  z
    .object({
      country: languageCode.optional(),
      region: regionCode.optional(),
      voice_map_type: z
        .string('must be a locale, such as en-US')
        .regex(/^[A-Za-z]{2,3}([-_]([A-Za-z]{2}|\d{3}))?$/, 'must be a locale, such as en-US')
        .default('en-US'),
    })
    .transform(({ country, region, voice_map_type }) => {
      const [mapped = 'en', mappedRegion] = voice_map_type.split(/[-_]/);
      if (country === undefined) return { country: mapped, region: region ?? mappedRegion };
      return { country, region: region ?? (country.toLowerCase() === 'en' ? 'US' : undefined) };
    }),
);

/** In which language `language_list` is labelled; A2E's `x-lang` values are of this form. */
export const labelLanguage = z.preprocess(
  withoutNulls,
  z.object({
    lang: z
      .string('must be a language tag, such as en')
      .max(35, 'must be at most 35 characters')
      .refine(isLanguageTag, 'must be a language tag, such as en or zh-CN')
      .meta({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$' })
      .default('en'),
  }),
);

/** A text of one to `most` Unicode characters, some of them more than blanks. */
function message(most: number) {
  return z
    .string('must be a string')
    .refine((value) => value.trim() !== '', 'must hold something to say')
    .refine((value) => countCharacters(value) <= most, `must be at most ${most} Unicode characters`)
    .refine((value) => value.isWellFormed(), 'must be well-formed Unicode text')
    .meta({ minLength: 1, maxLength: most });
}

/** Code points: an emoji that UTF-16 writes in two units is one (a2e-api 4.1: "counts Unicode characters"). */
function countCharacters(value: string): number {
  return [...value].length;
}

function isLanguageTag(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
