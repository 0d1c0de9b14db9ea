import { createHash, randomBytes } from 'node:crypto';

/**
 * The id of what one request asks for: the same owner, operation and idempotency key give the same, and without a key
 * each request has its own. 24 hexadecimal characters, as all ids (a2e-api 1).
 */
export function requestId(
  owner: string,
  operation: string,
  idempotencyKey: string | undefined,
): string {
  if (idempotencyKey === undefined) return randomBytes(12).toString('hex');
  const seed = JSON.stringify([operation, owner, idempotencyKey]);
  return createHash('sha256').update(seed).digest('hex').slice(0, 24);
}
