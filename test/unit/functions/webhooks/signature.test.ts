import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newKeyPair, newSecret } from '../../../../functions/webhooks/key-ring.ts';
import { signatureHeader } from '../../../../functions/webhooks/signature.ts';

describe('a signature', () => {
  it('is the one in the specification', () => {
    // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/index.test.ts
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    };
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(signatureHeader(message, [secret], [])).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('covers id, timestamp and body with every secret and every key', () => {
    const message = {
      id: 'evt_1',
      timestamp: Math.floor(Date.now() / 1000),
      body: '{"ключ":"値"}',
    };
    const secrets = [newSecret().plaintext, newSecret().plaintext];
    const pair = newKeyPair();
    const header = signatureHeader(message, secrets, [pair.plaintext]);
    const headers = {
      'webhook-id': message.id,
      'webhook-timestamp': `${message.timestamp}`,
      'webhook-signature': header,
    };
    for (const secret of secrets) {
      expect(new Webhook(secret).verify(message.body, headers)).toEqual({ ключ: '値' });
    }
    expect(() => new Webhook(newSecret().plaintext).verify(message.body, headers)).toThrow();
    const signature = header.split(' ').find((each) => each.startsWith('v1a,')) ?? '';
    const x = pair.publicKey?.x ?? '';
    const valid = (text: string) =>
      verify(
        null,
        Buffer.from(text),
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
        Buffer.from(signature.slice('v1a,'.length), 'base64'),
      );
    expect(valid(`${message.id}.${message.timestamp}.${message.body}`)).toBe(true);
    expect(valid(`${message.id}.${message.timestamp + 1}.${message.body}`)).toBe(false);
  });

  it('uses secrets of 32 random bytes', () => {
    const { plaintext } = newSecret();
    expect(plaintext).toMatch(/^whsec_/);
    expect(Buffer.from(plaintext.slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(newSecret().plaintext).not.toBe(plaintext);
  });
});
