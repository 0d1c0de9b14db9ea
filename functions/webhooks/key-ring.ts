import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';

/** The keys that sign for one endpoint, one owner or the whole service; newest first. */
export interface KeyRing {
  readonly name: string;
  readonly keys: readonly SealedKey[];
  /** Grows by one with every change. */
  readonly version: number;
}

export interface SealedKey {
  /** The key itself, sealed. */
  readonly sealed: string;
  /** What may be known of it: the public half of an Ed25519 key. */
  readonly publicKey?: PublicKey;
  readonly createdAt: string;
  /** Set once another key has taken its place: it signs beside that one until then. */
  readonly signsUntil?: string;
}

/** An Ed25519 public key as a JSON Web Key (RFC 8037). */
export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  /** Its thumbprint (RFC 7638). */
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/** The old key signs beside the new one this long, so that receivers can change over. */
export const OVERLAP_MILLISECONDS = 24 * 60 * 60 * 1000;

/** How old a function's knowledge of a key ring may be, in milliseconds: so much later a rotation "at once" is. */
export const KEY_RING_REMEMBERED = 5_000;

/** The ring of the service's own Ed25519 keys. */
export const SERVICE_RING = 'service';

/** The ring of the secrets that sign for URLs given with tasks. */
export function ownerRing(owner: string): string {
  return `owner/${owner}`;
}

/** The ring of a registered endpoint's own secrets. */
export function endpointRing(endpointId: string): string {
  return `endpoint/${endpointId}`;
}

/** The keys of a ring that sign now. */
export function signingKeys(ring: KeyRing, now: number): SealedKey[] {
  return ring.keys.filter(
    ({ signsUntil }) => signsUntil === undefined || Date.parse(signsUntil) > now,
  );
}

/** A new key, before it is sealed. */
export interface NewKey {
  readonly plaintext: string;
  readonly publicKey?: PublicKey;
}

/** A secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export function newSecret(): NewKey {
  return { plaintext: `whsec_${randomBytes(32).toString('base64')}` };
}

/** An Ed25519 key pair; the plaintext is the private half as a JSON Web Key. */
export function newKeyPair(): NewKey {
  const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const x = String(privateKey.x);
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return {
    plaintext: JSON.stringify(privateKey),
    publicKey: { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' },
  };
}
