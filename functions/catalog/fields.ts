import * as z from 'zod';
import { howToUpload } from './how-to-upload.ts';

/** The longest address we take, in characters; A2E's limit for `webhook_url` (a2e-api 1.8), used for all. */
const LONGEST_URL = 2048;

/**
 * Media addresses A2E takes (a2e-api 1.7): public http or https, without spaces. The `data:` URLs of a start have been
 * replaced by the addresses of the uploads that they become before this reads them (tasks/sent-files.ts).
 */
export const mediaUrl = z
  .string('must be a string holding an http or https URL')
  .max(LONGEST_URL, `must be at most ${LONGEST_URL} characters`)
  .superRefine((value, context) => {
    const message = whyNotMediaUrl(value);
    if (message) context.addIssue({ code: 'custom', message });
  })
  .meta({ format: 'uri' });

/** Free text: at most `most` characters, without the control characters that no model reads. */
export function text(most: number) {
  return z
    .string('must be a string')
    .max(most, `must be at most ${most} characters`)
    .refine((value) => value.isWellFormed(), 'must be well-formed Unicode text')
    .refine((value) => !hasControlCharacters(value), 'must not contain control characters');
}

/** A flag as clients send it: `true`, or the words `"true"` and `"false"`. */
export const flag = z.union(
  [z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')],
  'must be true or false',
);

/** A whole number as clients send it: `5` or `"5"` (a2e-api 1.5: strings in 2025, integers in 2026). */
export function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return numeric(message)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, message)
    .meta({ minimum: least, maximum: most });
}

/** Any number as clients send it, within limits: `-1`, `0.5`, `"0.5"`. */
export function decimal(least: number, most: number) {
  const message = `must be a number from ${least} to ${most}`;
  const spelled = z
    .string()
    .regex(/^-?\d{1,9}(\.\d{1,9})?$/)
    .transform(Number);
  return z
    .union([z.number(), spelled], message)
    .refine((value) => value >= least && value <= most, message)
    .meta({ minimum: least, maximum: most });
}

/** A whole number that goes on to the provider as it was sent: some of A2E's families want `"5"`, others 5. */
export function sentNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/, message)], message)
    .refine((sent) => {
      const value = Number(sent);
      return Number.isInteger(value) && value >= least && value <= most;
    }, message)
    .meta({ minimum: least, maximum: most });
}

/** One of a few words. */
export function word<const Words extends readonly [string, ...string[]]>(...words: Words) {
  return z.enum(words, `must be ${words.join(' or ')}`);
}

/** A list of addresses of media. */
export function mediaUrls(least: number, most: number) {
  const message = `must be an array of ${least} to ${most} addresses`;
  return z.array(mediaUrl, message).min(least, message).max(most, message);
}

/** The fields, of which the named ones must be there and must not be empty texts. */
export function requireFields(
  fields: z.core.$ZodShape,
  names: readonly string[],
): z.core.$ZodShape {
  const required = names.map((name) => {
    const field = fields[name];
    if (!(field instanceof z.ZodOptional)) throw new Error(`${name} is no optional field.`);
    const inner = field.unwrap() as z.ZodType;
    const takesEmpty = inner.safeParse('').success;
    const given = inner.refine((value) => value !== '', 'must not be empty');
    return [name, takesEmpty ? given : inner] as const;
  });
  return { ...fields, ...Object.fromEntries(required) };
}

/** One of a few numbers, sent as a number or as a string. */
export function oneOf(choices: readonly number[], unit: string) {
  const message = `must be one of ${choices.join(', ')} (${unit})`;
  return numeric(message)
    .refine((value) => choices.includes(value), message)
    .meta({ enum: choices });
}

function numeric(message: string) {
  return z.union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ],
    message,
  );
}

/**
 * A body with the members dropped that say nothing: `null`, which clients send for what they leave out, counts as
 * missing.
 */
export function withoutNulls(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function whyNotMediaUrl(value: string): string | undefined {
  if (/^https?:.*\s/is.test(value)) return 'must not contain spaces; encode them as %20';
  if (hasControlCharacters(value)) return 'must not contain control characters';
  if (!URL.canParse(value))
    return `must be a whole http or https URL, such as https://example.com/photo.jpg; ${howToUpload}`;
  const url = new URL(value);
  if (url.protocol === 'data:')
    return 'must be an http or https URL: only a start takes data: URLs';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `must be an http or https URL; ${url.protocol} is not accepted; ${howToUpload}`;
  }
  if (url.username || url.password) return 'must not contain a user name or password';
  return undefined;
}

function hasControlCharacters(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    const isLineBreakOrTab = code === 9 || code === 10 || code === 13;
    if ((code < 32 && !isLineBreakOrTab) || code === 127) return true;
  }
  return false;
}
