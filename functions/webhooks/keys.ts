import type { Clock } from '../clock.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import type { Cipher } from './cipher.ts';
import {
  endpointRing,
  KEY_RING_REMEMBERED,
  type KeyRing,
  newKeyPair,
  newSecret,
  OVERLAP_MILLISECONDS,
  ownerRing,
  type PublicKey,
  SERVICE_RING,
  type SealedKey,
  signingKeys,
} from './key-ring.ts';
import type { WebhookStore } from './webhook-store.ts';

export interface KeyDependencies {
  readonly store: Pick<WebhookStore, 'keyRing' | 'addKeyRing' | 'replaceKeyRing'>;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

/** Attempts per rotation, when others rotate the same ring. */
const TRIES = 40;

/** When the key that is replaced stops signing. */
export type Changeover = 'after-24-hours' | 'at-once';

/** The secrets (`whsec_…`) or private keys that sign now, newest first; the first one is made on first need. */
export async function openSigningKeys(
  dependencies: KeyDependencies,
  ringName: string,
): Promise<string[]> {
  const ring = await createKeyRing(dependencies, ringName);
  return Promise.all(
    signingKeys(ring, dependencies.clock.now()).map(({ sealed }) =>
      dependencies.cipher.open(sealed, sealingContext(ringName)),
    ),
  );
}

/** The secret that signs for the URLs an owner gives with tasks: the newest, as `whsec_…`. */
export async function signingSecret(dependencies: KeyDependencies, owner: string): Promise<string> {
  return newestSecret(dependencies, ownerRing(owner));
}

/** The secret that signs for a registered endpoint: the newest, as `whsec_…`. */
export async function endpointSecret(
  dependencies: KeyDependencies,
  endpointId: string,
): Promise<string> {
  return newestSecret(dependencies, endpointRing(endpointId));
}

/** A secret in the place of another. */
export interface RotatedSecret {
  /** The new one, as `whsec_…`. */
  readonly secret: string;
  /** Until when the one that it replaced may still sign: ISO 8601, UTC. */
  readonly oldSignsUntil: string;
}

/** Replaces the secret that signs for the URLs an owner gives with tasks. */
export async function rotateSigningSecret(
  dependencies: KeyDependencies,
  owner: string,
  changeover: Changeover,
): Promise<RotatedSecret> {
  const oldSignsUntil = await rotateKey(dependencies, ownerRing(owner), changeover);
  return { secret: await signingSecret(dependencies, owner), oldSignsUntil };
}

/**
 * Puts a new key in the place of the newest one, which may sign beside it for a day.
 * @returns until when the old one may still sign: a function may sign by the key ring that it read last for a moment
 */
export async function rotateKey(
  dependencies: KeyDependencies,
  ringName: string,
  changeover: Changeover,
): Promise<string> {
  const key = await makeKey(dependencies, ringName);
  const now = dependencies.clock.now();
  await retryOnConflict({ what: `The key ring ${ringName}`, tries: TRIES }, async () => {
    const ring = await createKeyRing(dependencies, ringName);
    const next = {
      ...ring,
      keys: [key, ...(changeover === 'at-once' ? [] : retired(signingKeys(ring, now), now))],
      version: ring.version + 1,
    };
    return (await dependencies.store.replaceKeyRing(next)) || CONFLICT;
  });
  const overlap = changeover === 'at-once' ? KEY_RING_REMEMBERED : OVERLAP_MILLISECONDS;
  return new Date(now + overlap).toISOString();
}

/** The public halves of the keys that make `v1a` signatures, as a JSON Web Key Set (RFC 7517). */
export async function publicKeys(dependencies: KeyDependencies): Promise<{ keys: PublicKey[] }> {
  const ring = await createKeyRing(dependencies, SERVICE_RING);
  const signing = signingKeys(ring, dependencies.clock.now());
  return { keys: signing.flatMap(({ publicKey }) => publicKey ?? []) };
}

async function newestSecret(dependencies: KeyDependencies, ringName: string): Promise<string> {
  const [newest] = await openSigningKeys(dependencies, ringName);
  if (newest === undefined) throw new Error(`The key ring ${ringName} is empty.`);
  return newest;
}

async function createKeyRing(dependencies: KeyDependencies, name: string): Promise<KeyRing> {
  const { store } = dependencies;
  const known = await store.keyRing(name);
  if (known) return known;
  const ring = { name, keys: [await makeKey(dependencies, name)], version: 1 };
  return (await store.addKeyRing(ring)) ? ring : createKeyRing(dependencies, name);
}

async function makeKey({ cipher, clock }: KeyDependencies, ringName: string): Promise<SealedKey> {
  const { plaintext, publicKey } = ringName === SERVICE_RING ? newKeyPair() : newSecret();
  const sealed = await cipher.seal(plaintext, sealingContext(ringName));
  const createdAt = new Date(clock.now()).toISOString();
  return publicKey ? { sealed, publicKey, createdAt } : { sealed, createdAt };
}

/** A key that is already on its way out keeps its time. */
function retired(keys: readonly SealedKey[], now: number): SealedKey[] {
  const signsUntil = new Date(now + OVERLAP_MILLISECONDS).toISOString();
  return keys.map((key) => ({ signsUntil, ...key }));
}

function sealingContext(ringName: string): Record<string, string> {
  return { purpose: 'webhook-signing', ring: ringName };
}
