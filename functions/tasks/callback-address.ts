import { createHash, randomBytes } from 'node:crypto';
import { callbackPath } from '../contract.ts';

/** Where a provider says that it is done with one task. */
export interface CallbackAddress {
  readonly url: string;
  /** What is kept of the secret in the address. */
  readonly secretHash: string;
}

/**
 * Makes an address that nobody can guess. The secret is in its query, because paths are written to access logs.
 * @param baseUrl the API's, without a slash at the end
 */
export function newCallbackAddress(
  baseUrl: string,
  provider: string,
  taskId: string,
): CallbackAddress {
  const secret = randomBytes(24).toString('base64url');
  const path = [callbackPath, encodeURIComponent(provider), encodeURIComponent(taskId)].join('/');
  return { url: `${baseUrl}${path}?secret=${secret}`, secretHash: hashSecret(secret) };
}

/** True for a secret that was in an address of this task's. Hashes are compared, so the time it takes reveals nothing. */
export function isCallbackSecret(secret: string, hashes: readonly string[] = []): boolean {
  return hashes.includes(hashSecret(secret));
}

function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
