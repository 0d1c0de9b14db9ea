import * as z from 'zod';
import { text, wholeNumber } from '../../catalog/fields.ts';

/** A2E's pages (a2e-api 1.5, style A): numbers or strings, 10 rows unless told otherwise, 100 at most. */
export const page = z.object({
  pageNum: wholeNumber(1, 1_000_000).default(1),
  pageSize: wholeNumber(1, 100).default(10),
});

/** A sub-user's name: also an e-mail address. */
export const username = z
  .string('must be a string')
  .regex(/^[\w.@+-]{1,64}$/, 'must be 1 to 64 letters, digits and characters of _ . @ + -');

/** What a caller calls a token. */
export const tokenName = text(100);

const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** The begin of a range: of the day (UTC), where only a day is given. ISO 8601, UTC, with milliseconds. */
export const inclusiveFrom = timeWith('T00:00:00.000Z');

/** The end of a range: that of the day (UTC), where only a day is given. ISO 8601, UTC, with milliseconds. */
export const inclusiveTo = timeWith('T23:59:59.999Z');

/** A day, UTC. */
export const day = z
  .string('must be a string')
  .refine((given) => z.iso.date().safeParse(given).success, 'must be a day such as 2026-11-25')
  .meta({ format: 'date' });

function timeWith(timeOfDay: string) {
  return z.string('must be a string').transform((given, context) => {
    const whole = given.length === DAY_LENGTH ? given + timeOfDay : given;
    const time = TIME.test(given) ? new Date(whole) : new Date(Number.NaN);
    if (!Number.isNaN(time.getTime())) return time.toISOString();
    context.addIssue({
      code: 'custom',
      message: 'must be a day such as 2026-11-25, or a time such as 2026-11-25T09:00:00.000Z',
    });
    return z.NEVER;
  });
}
