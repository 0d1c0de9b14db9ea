import { createHash } from 'node:crypto';
import type { ClaimKey } from '../claim-key.ts';
import type { ResourceStore } from './resource-store.ts';

const COLLECTION = 'claimed-keys';
/** How long a key is remembered: 24 hours, in seconds. */
const KEPT_SECONDS = 24 * 60 * 60;

/** Makes what claims idempotency keys: a claim is a resource of the owner's, under the key's hash. */
export function createClaimKey({
  resources,
  clock,
}: {
  resources: Pick<ResourceStore, 'add' | 'get'>;
  clock: { now(): number };
}): ClaimKey {
  return async function claimKey({ owner, purpose, key, request }) {
    const address = { owner, collection: COLLECTION, id: digest([purpose, key]) };
    const content = { request: digest(request) };
    const now = clock.now();
    const createdAt = new Date(now).toISOString();
    const expiresAt = Math.floor(now / 1000) + KEPT_SECONDS;
    if (await resources.add({ ...address, createdAt, expiresAt, content })) return true;
    const standing = await resources.get(address);
    // Undefined if its time ended between the two calls.
    return standing === undefined || standing.content['request'] === content.request;
  };
}

function digest(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
