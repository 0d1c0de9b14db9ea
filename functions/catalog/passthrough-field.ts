import * as z from 'zod';
import { text } from './fields.ts';

/** How long the name of a field may be that we know nothing of, in characters. */
const LONGEST_NAME = 64;
const DEEPEST = 12;
/** The largest number that the database's client writes and reads as it was. */
const LARGEST = Number.MAX_SAFE_INTEGER;
/** The smallest that a record can keep (DynamoDB: 1E-130), with room to spare. */
const SMALLEST = 1e-100;

const anyText = text(4000);
const nameForm = new RegExp(`^[\\w.-]{1,${LONGEST_NAME}}$`);

/** A field that we know nothing of and hand on as it is: any JSON that a record can keep. */
export const passthroughField: z.ZodType = z.unknown().superRefine((value, context) => {
  const message = whyNotKept(value, 0);
  if (message) context.addIssue({ code: 'custom', message });
});

/** As `passthroughField`, of a field that must be there. */
export function givenField() {
  return z
    .union(
      [z.record(z.string(), passthroughField), z.array(passthroughField), anyText.min(1)],
      'must be an object, an array or a text',
    )
    .meta({ anyForm: true });
}

/** Refuses fields whose names no record can keep. */
export function rejectFieldNames(request: object, context: z.RefinementCtx): void {
  const odd = Object.keys(request).find((name) => !nameForm.test(name));
  if (odd === undefined) return;
  const path = [odd.slice(0, LONGEST_NAME)];
  context.addIssue({ code: 'custom', path, message: ODD_NAME });
}

const ODD_NAME = `must be called by letters, digits, ".", "_" and "-", ${LONGEST_NAME} at most`;

function whyNotKept(value: unknown, depth: number): string | undefined {
  if (depth > DEEPEST) return `must not be nested deeper than ${DEEPEST} levels`;
  if (typeof value === 'string') return anyText.safeParse(value).error?.issues[0]?.message;
  if (typeof value === 'number') {
    const size = Math.abs(value);
    const isKept = size === 0 || (size <= LARGEST && size > SMALLEST);
    return isKept
      ? undefined
      : `must be a number that can be kept: at most ${LARGEST}, above or below 0, and not as close to 0`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const names = Array.isArray(value) ? [] : Object.keys(value);
  if (names.some((name) => !nameForm.test(name))) return `${ODD_NAME}, in all of its members`;
  for (const member of Object.values(value)) {
    const reason = whyNotKept(member, depth + 1);
    if (reason) return reason;
  }
  return undefined;
}
