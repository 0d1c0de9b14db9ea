import { createHash, randomBytes } from 'node:crypto';

/** Base64url characters of the request's hash in a claim, 30 bits, and of randomness, 18 bits: all holds lie in one item. */
const REQUEST_CHARACTERS = 5;
const RANDOM_CHARACTERS = 3;

/**
 * What a hold says of the request that took it: which request, by its fingerprint, and which of its repeats. So another
 * request with the same idempotency key finds the hold taken; and a repeat that took the price a second time, because
 * the task had ended meanwhile, knows that hold from the first one. The whole fingerprint is in the record.
 */
export function newClaim(fingerprint: string): string {
  const request = createHash('sha256').update(fingerprint).digest('base64url');
  const random = randomBytes(RANDOM_CHARACTERS).toString('base64url');
  return getRequest(request) + random.slice(0, RANDOM_CHARACTERS);
}

/** Whether a hold was taken by the request of this claim, or a repeat of it; a hold without a claim belongs to whoever asks. */
export function isSameRequest(standing: string | undefined, claim: string | undefined): boolean {
  return (
    standing === undefined || (claim !== undefined && getRequest(standing) === getRequest(claim))
  );
}

/** The part of a claim that all repeats of a request have in common: its begin. */
export function getRequest(claim: string): string {
  return claim.slice(0, REQUEST_CHARACTERS);
}
