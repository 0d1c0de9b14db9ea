import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { taskUrlId } from '../../../../functions/webhooks/endpoint.ts';
import { SERVICE_RING } from '../../../../functions/webhooks/key-ring.ts';
import {
  publicKeys,
  rotateKey,
  rotateSigningSecret,
  signingSecret,
} from '../../../../functions/webhooks/keys.ts';
import { type ReceivedRequest, startReceiver } from '../../../fakes/receiver.ts';
import { completed, createWebhookWorld } from '../../../fakes/webhook-world.ts';

const HOURS = 3600;

async function createSubscriber() {
  const receiver = await startReceiver(200);
  const world = createWebhookWorld();
  let tasks = 0;
  return {
    ...world,
    async receive(): Promise<ReceivedRequest> {
      tasks += 1;
      const event = { ...completed(`task-${tasks}`), webhook: { url: receiver.url } };
      const { id: eventId } = await announceEvent(world.dependencies, event);
      await world.deliver({ eventId, endpointId: taskUrlId('ada', receiver.url) });
      const request = receiver.requests.at(-1);
      if (!request) throw new Error('Nothing came.');
      return request;
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

function accepts(secret: string, { headers, body }: ReceivedRequest): boolean {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1000 });
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** A verifier of `v1a` from the specification's text and the published keys alone. */
function acceptsByKeys(keys: Awaited<ReturnType<typeof publicKeys>>, request: ReceivedRequest) {
  const { headers, body } = request;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signatures = String(headers['webhook-signature'])
    .split(' ')
    .flatMap((each) => (each.startsWith('v1a,') ? [Buffer.from(each.slice(4), 'base64')] : []));
  return keys.keys.map(({ kty, crv, x }) => {
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
    return signatures.some((signature) => verify(null, Buffer.from(signed), key, signature));
  });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the secret of an owner', () => {
  it('is made once, when it is first needed, and is each owner’s own', async () => {
    const { dependencies } = createWebhookWorld();
    const secrets = await Promise.all(
      ['ada', 'ada', 'ada', 'bob'].map((owner) => signingSecret(dependencies, owner)),
    );
    expect(new Set(secrets).size).toBe(2);
    expect(await signingSecret(dependencies, 'ada')).toBe(secrets[0]);
  });

  it('rotated with overlap, signs beside the new one for a day', async () => {
    await using subscriber = await createSubscriber();
    const old = await signingSecret(subscriber.dependencies, 'ada');
    const rotated = await rotateSigningSecret(subscriber.dependencies, 'ada', 'after-24-hours');
    const next = rotated.secret;
    expect(Date.parse(rotated.oldSignsUntil) - subscriber.now()).toBe(24 * HOURS * 1000);
    expect(await signingSecret(subscriber.dependencies, 'ada')).toBe(next);
    const during = await subscriber.receive();
    expect([accepts(old, during), accepts(next, during)]).toEqual([true, true]);
    subscriber.pass(24 * HOURS + 1);
    const after = await subscriber.receive();
    expect([accepts(old, after), accepts(next, after)]).toEqual([false, true]);
  });

  it('rotated at once, signs no more', async () => {
    await using subscriber = await createSubscriber();
    const old = await signingSecret(subscriber.dependencies, 'ada');
    const rotated = await rotateSigningSecret(subscriber.dependencies, 'ada', 'at-once');
    const next = rotated.secret;
    expect(Date.parse(rotated.oldSignsUntil) - subscriber.now()).toBe(5_000);
    const request = await subscriber.receive();
    expect([accepts(old, request), accepts(next, request)]).toEqual([false, true]);
  });

  it('rotated twice within a day, leaves each its own time', async () => {
    await using subscriber = await createSubscriber();
    const first = await signingSecret(subscriber.dependencies, 'ada');
    const { secret: second } = await rotateSigningSecret(
      subscriber.dependencies,
      'ada',
      'after-24-hours',
    );
    subscriber.pass(13 * HOURS);
    const { secret: third } = await rotateSigningSecret(
      subscriber.dependencies,
      'ada',
      'after-24-hours',
    );
    subscriber.pass(12 * HOURS);
    const request = await subscriber.receive();
    const accepted = [first, second, third].map((secret) => accepts(secret, request));
    expect(accepted).toEqual([false, true, true]);
  });
});

describe('the public keys', () => {
  it('verify the v1a signature of what is sent', async () => {
    await using subscriber = await createSubscriber();
    const keys = await publicKeys(subscriber.dependencies);
    expect(keys.keys).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        x: expect.any(String),
        kid: expect.any(String),
      },
    ]);
    const request = await subscriber.receive();
    expect(acceptsByKeys(keys, request)).toEqual([true]);
    expect(acceptsByKeys(keys, { ...request, body: `${request.body} ` })).toEqual([false]);
  });

  it('show both keys for a day after a rotation, and either verifies', async () => {
    await using subscriber = await createSubscriber();
    const before = await publicKeys(subscriber.dependencies);
    await rotateKey(subscriber.dependencies, SERVICE_RING, 'after-24-hours');
    const during = await publicKeys(subscriber.dependencies);
    const request = await subscriber.receive();
    expect(acceptsByKeys(during, request)).toEqual([true, true]);
    expect(acceptsByKeys(before, request)).toEqual([true]);
    subscriber.pass(24 * HOURS + 1);
    const after = await publicKeys(subscriber.dependencies);
    expect(after.keys).toHaveLength(1);
    expect(acceptsByKeys(before, await subscriber.receive())).toEqual([false]);
  });
});
