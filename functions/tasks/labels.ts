import * as z from 'zod';
import { text, withoutNulls } from '../catalog/fields.ts';
import { parseFields } from '../catalog/parse-fields.ts';

/** The longest `external_id`, in characters. */
const LONGEST_ID = 128;
const MOST_NAMES = 20;
/** The longest name of an entry of `metadata`, in characters. */
const LONGEST_NAME = 64;
/** How large `metadata` may be in all, names and values together, in bytes of UTF-8. */
const MOST_BYTES = 4096;

/** A caller's own labels on a task: kept, found by and echoed, never read by us and never sent to a provider. */
export interface Labels {
  readonly externalId?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

const metadata = z
  .record(z.string(), text(MOST_BYTES), 'must be an object whose values are strings')
  .superRefine((value, context) => {
    const message = whyNotMetadata(value);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** The fields that every start takes for the caller's own labels. */
export const labelFields = z.object({
  external_id: text(LONGEST_ID).optional(),
  metadata: metadata.optional(),
});

/**
 * Reads the caller's labels out of a start's body.
 * @throws InvalidRequestError
 */
export function readLabels(body: unknown): Labels {
  const { external_id: externalId, metadata: entries } = parseFields(
    labelFields,
    withoutNulls(body),
  );
  return {
    ...(externalId ? { externalId } : {}),
    ...(entries && Object.keys(entries).length > 0 ? { metadata: entries } : {}),
  };
}

/** The body without the labels, which are never a kind's own fields. */
export function withoutLabels(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { external_id: _id, metadata: _metadata, ...rest } = body as Record<string, unknown>;
  return rest;
}

function whyNotMetadata(value: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(value);
  if (names.length > MOST_NAMES) return `must have at most ${MOST_NAMES} names`;
  if (names.some((name) => !/^[\w.-]+$/.test(name) || name.length > LONGEST_NAME)) {
    return `must be called by letters, digits, ".", "_" and "-", ${LONGEST_NAME} at most, in all of its members`;
  }
  const bytes = Object.entries(value).reduce(
    (sum, [name, member]) => sum + name.length + Buffer.byteLength(member),
    0,
  );
  return bytes > MOST_BYTES
    ? `must be at most ${MOST_BYTES} bytes of UTF-8 in all, and is ${bytes}`
    : undefined;
}
