import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { ReceivedRequest } from '../fakes/receiver.ts';

/**
 * What the Standard Webhooks library says of a request. It refuses what is five minutes old or ahead, so it is asked
 * at the time that the message names: the stack's clock may be days ahead.
 */
export function accepts(secret: string, { body, headers }: ReceivedRequest): boolean {
  const real = Date.now;
  Date.now = () => Number(headers['webhook-timestamp']) * 1000;
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  } finally {
    Date.now = real;
  }
}

/** A verifier of `v1a` written from Standard Webhooks 1.0 and RFC 8037, knowing nothing but the published keys. */
export function acceptsByKeys(keys: readonly JsonWebKey[], request: ReceivedRequest): boolean {
  const { headers, body } = request;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signatures = String(headers['webhook-signature'])
    .split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .map((one) => Buffer.from(one.slice('v1a,'.length), 'base64'));
  return keys.some((jwk) => {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return signatures.some((signature) => verify(null, Buffer.from(signed), key, signature));
  });
}
