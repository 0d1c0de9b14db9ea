import { ApiError } from './api-error.ts';

/** The longest key taken, in characters; a UUID has 36. */
const LONGEST_KEY = 255;

/**
 * The `Idempotency-Key` header (IETF draft-ietf-httpapi-idempotency-key-header), with or without the quotes of a
 * structured field; undefined if it was not sent.
 * @throws ApiError 400 for an empty or too long key.
 */
export function parseIdempotencyKey(headers: Readonly<Record<string, string>>): string | undefined {
  const header = headers['idempotency-key']?.trim();
  if (header === undefined) return undefined;
  const key = header.replace(/^"(.*)"$/, '$1');
  if (key.length > 0 && key.length <= LONGEST_KEY) return key;
  throw new ApiError(400, `The header Idempotency-Key must have 1 to ${LONGEST_KEY} characters.`);
}
