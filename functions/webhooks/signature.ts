import { createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** What is signed: Standard Webhooks 1.0, "Signature scheme". */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970, of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The `webhook-signature` header: one `v1` signature per secret, one `v1a` per Ed25519 key, separated by spaces. A
 * receiver that finds one it can check is content.
 * @param secrets `whsec_…`, as shown to the receiver.
 * @param privateKeys Ed25519 private keys as JSON Web Keys, in JSON.
 */
export function signatureHeader(
  message: SignedMessage,
  secrets: readonly string[],
  privateKeys: readonly string[],
): string {
  const content = `${message.id}.${message.timestamp}.${message.body}`;
  return [
    ...secrets.map((secret) => `v1,${symmetricSignature(content, secret)}`),
    ...privateKeys.map((key) => `v1a,${asymmetricSignature(content, key)}`),
  ].join(' ');
}

function symmetricSignature(content: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}

function asymmetricSignature(content: string, privateKey: string): string {
  return sign(null, Buffer.from(content), getPrivateKey(privateKey)).toString('base64');
}

/** A service has one or two of them, and reading one takes longer than signing with it. */
const privateKeys = new Map<string, KeyObject>();
const MOST_KEYS = 10;

function getPrivateKey(text: string): KeyObject {
  const known = privateKeys.get(text);
  if (known !== undefined) return known;
  if (privateKeys.size >= MOST_KEYS) privateKeys.clear();
  const key = createPrivateKey({ key: JSON.parse(text), format: 'jwk' });
  privateKeys.set(text, key);
  return key;
}
