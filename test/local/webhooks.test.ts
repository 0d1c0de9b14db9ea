import type { JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../functions/webhooks/event-types.ts';
import { skippingClock } from '../../infra/local/clock.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';
import { accepts, acceptsByKeys } from './verify.ts';
import { createWebhookApi } from './webhook-api.ts';

describe('an owner of registered endpoints', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let hooks: ReturnType<typeof createWebhookApi>;
  beforeAll(async () => {
    service = await startService({ clock: skippingClock() });
    hooks = createWebhookApi(service.api);
  });
  afterAll(() => service[Symbol.asyncDispose]());

  /** A receiver, registered, that is forgotten with the test. */
  async function subscribe(fields: object = {}) {
    const receiver = await startReceiver(200);
    const endpoint = await hooks.register(receiver.url, fields);
    return {
      receiver,
      endpoint,
      /** The next request about this task. */
      about: (task: string) =>
        eventually(
          async () => receiver.requests.find(({ body }) => body.includes(task)),
          `the event of ${task}`,
        ),
      async [Symbol.asyncDispose]() {
        await hooks.remove(endpoint._id);
        await receiver[Symbol.asyncDispose]();
      },
    };
  }

  it('gets every task’s outcome, signed with the secret that was shown, and finds it in three logs', async () => {
    await using subscriber = await subscribe({ description: 'billing', metadata: { team: 'a' } });
    const { endpoint } = subscriber;
    expect(endpoint).toMatchObject({
      _id: expect.stringMatching(/^ep_[0-9a-f]{24}$/),
      events: ['task.completed', 'task.failed', 'webhook.disabled'],
      description: 'billing',
      metadata: { team: 'a' },
      enabled: true,
      state: 'active',
      secret: expect.stringMatching(/^whsec_/),
    });
    const task = await hooks.failingTask();
    const request = await subscriber.about(task);
    expect(accepts(endpoint.secret, request)).toBe(true);
    expect(accepts(endpoint.secret, { ...request, body: `${request.body} ` })).toBe(false);

    const delivery = await hooks.newestDelivery(endpoint._id, (one) => one.status === 'delivered');
    expect(delivery).toMatchObject({
      event_id: request.headers['webhook-id'],
      subject: task,
      attempts: [{ category: 'delivered', status: 200 }],
    });
    const byTask = await hooks.data('GET', `/api/v1/deliveries?task=${task}`);
    const byEvent = await hooks.data('GET', `/api/v1/events/${delivery.event_id}/deliveries`);
    expect([byTask.rows, byEvent.rows]).toEqual([[delivery], [delivery]]);

    const { webhooks, ...record } = (await service.api.detail(task)).data;
    expect(webhooks).toEqual([
      {
        _id: delivery._id,
        type: 'task.failed',
        url: subscriber.receiver.url,
        status: 'delivered',
        reason: 'Delivered: the receiver answered 200.',
        attempt_count: 1,
        next_attempt_at: null,
      },
    ]);
    const { version, kind, ...sent } = JSON.parse(request.body).data;
    expect(sent).toEqual(record);
    expect([kind, version]).toEqual(['image-to-video', expect.any(Number)]);
  });

  it('changes over to a new secret while both sign', async () => {
    await using subscriber = await subscribe();
    const { _id, secret: old } = subscriber.endpoint;
    const { secret: fresh, old_secret_signs_until: until } = await hooks.rotate(_id);
    expect(Date.parse(until)).toBeGreaterThan(
      Date.parse(subscriber.endpoint.createdAt) + 86_000_000,
    );
    expect(fresh).not.toBe(old);
    expect(await hooks.data('GET', `/api/v1/webhooks/endpoints/${_id}/secret`)).toEqual({
      secret: fresh,
    });
    const request = await subscriber.about(await hooks.failingTask());
    expect([accepts(old, request), accepts(fresh, request)]).toEqual([true, true]);

    const { secret: only } = await hooks.rotate(_id, { changeover: 'at-once' });
    // Warm functions know of it within five seconds.
    const later = await eventually(async () => {
      const next = await subscriber.about(await hooks.failingTask());
      return accepts(only, next) ? next : undefined;
    }, 'a delivery that is signed by the new secret');
    const secrets = [old, fresh, only];
    expect(secrets.map((secret) => accepts(secret, later))).toEqual([false, false, true]);
  });

  it('gets a sample of any event on request, marked as one, whatever it asked for', async () => {
    await using subscriber = await subscribe({ enabled: false, events: ['task.failed'] });
    const { endpoint, receiver } = subscriber;
    for (const type of EVENT_TYPES) {
      const sent = await hooks.sendSample(endpoint._id, type);
      expect(sent).toMatchObject({ type, status: 'delivered', attempts: [{ status: 200 }] });
      const request = receiver.requests.at(-1);
      if (!request) throw new Error('Nothing was sent.');
      expect(accepts(endpoint.secret, request)).toBe(true);
      expect(JSON.parse(request.body).test).toBe(type === 'webhook.ping' ? undefined : true);
    }
    const { data } = JSON.parse(receiver.requests[0]?.body ?? '');
    expect(data).toMatchObject({ current_status: 'completed', kind: 'image-to-video' });
    const unknown = await service.api.call(
      'POST',
      `/api/v1/webhooks/endpoints/${endpoint._id}/test`,
      { type: 'task.eaten' },
    );
    expect(unknown).toMatchObject({ status: 400, errors: [{ field: 'type' }] });
  });

  it('can verify with the public keys alone, which need no token', async () => {
    await using subscriber = await subscribe();
    const request = await subscriber.about(await hooks.failingTask());
    const answer = await fetch(`${service.stack.apiUrl}/.well-known/webhooks/jwks.json`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const jwks = (await answer.json()) as { keys: JsonWebKey[] };
    expect(jwks.keys).toMatchObject([{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' }]);
    expect(jwks.keys[0]).not.toHaveProperty('d');
    expect(acceptsByKeys(jwks.keys, request)).toBe(true);
    expect(acceptsByKeys(jwks.keys, { ...request, body: `${request.body} ` })).toBe(false);
  });

  it('gets an event once where the task names the same URL, and twice where it names another', async () => {
    await using subscriber = await subscribe();
    await using other = await startReceiver(200);
    const { url } = subscriber.receiver;
    const same = await hooks.failingTask({ webhook_url: url, webhook_token: 'mine' });
    const besides = await hooks.failingTask({ webhook_url: other.url });
    const atOther = await eventually(async () => other.requests[0], 'the task’s own callback');
    const { secret } = await hooks.data('GET', '/api/v1/webhooks/secret');
    expect(accepts(secret, atOther)).toBe(true);
    const registered = await subscriber.about(besides);
    expect(registered.headers['webhook-id']).toBe(atOther.headers['webhook-id']);
    const first = await subscriber.about(same);
    expect(first.headers['x-a2e-webhook-token']).toBe('mine');
    expect(accepts(subscriber.endpoint.secret, first)).toBe(true);
    expect((await service.api.detail(same)).data.webhooks).toHaveLength(1);
    expect((await service.api.detail(besides)).data.webhooks).toHaveLength(2);
    expect(subscriber.receiver.requests).toHaveLength(2);
  });

  it('gets only what the filters let through', async () => {
    await using all = await subscribe({ events: ['task.*'], kinds: ['image-to-video'] });
    await using completed = await subscribe({ events: ['task.completed'] });
    await using disabled = await subscribe({ enabled: false });
    await using mine = await subscribe({
      payload: 'thin',
      filter: { data: { external_id: [{ prefix: 'shop-' }], failed_code: [{ exists: true }] } },
    });
    const labelled = await hooks.failingTask({ external_id: 'shop-7' });
    await all.about(await hooks.failingTask({ external_id: 'other' }));
    const { body } = await mine.about(labelled);
    expect(JSON.parse(body).data).toEqual({
      ...{ _id: labelled, external_id: 'shop-7', kind: 'image-to-video' },
      ...{ current_status: 'failed', version: expect.any(Number) },
    });
    expect(await hooks.log(mine.endpoint._id)).toHaveLength(1);
    expect(await hooks.log(completed.endpoint._id)).toEqual([]);
    const [kept] = await hooks.log(disabled.endpoint._id);
    expect(kept).toMatchObject({
      status: 'skipped',
      reason: 'The endpoint is disabled. You disabled it.',
    });
    const wrong = await hooks.tryToRegister({ url: all.receiver.url, events: ['task.eaten'] });
    expect(wrong.errors).toMatchObject([{ field: 'events.0' }]);
    const unknown = await hooks.tryToRegister({ url: all.receiver.url, kinds: ['poem'] });
    expect(unknown.errors).toMatchObject([{ field: 'kinds.0' }]);
  });

  it('reads the events instead of receiving them, from where the last answer ended', async () => {
    const first = await hooks.failingTask();
    const page = (query: string) => hooks.data('GET', `/api/v1/events${query}`);
    const listed = await eventually(async () => {
      const { rows, next } = await page('?limit=100');
      return rows.at(-1)?.subject === first ? { rows, next } : undefined;
    }, 'the event in the list');
    expect(listed.rows.at(-1)).toMatchObject({
      _id: expect.stringMatching(/^evt_/),
      type: 'task.failed',
      kind: 'image-to-video',
      data: { _id: first, failed_code: 'image_unreachable' },
    });
    const second = await hooks.failingTask();
    const after = `?after=${encodeURIComponent(listed.next)}`;
    const later = await eventually(async () => {
      const { rows } = await page(after);
      return rows.length > 0 ? rows : undefined;
    }, 'the next event');
    expect(later.map(({ subject }: { subject: string }) => subject)).toEqual([second]);
    const answer = await service.api.call('GET', '/api/v1/events?after=yesterday');
    expect(answer).toMatchObject({ status: 400, errors: [{ field: 'after' }] });
  });

  it('is told in words why a URL can’t be registered', async () => {
    const refusals = [
      ['http://10.0.0.1/hook', /not a public one/],
      ['http://169.254.169.254/latest/meta-data', /not a public one/],
      ['http://[::ffff:10.0.0.1]/hook', /public/],
      ['http://[fd00:ec2::254]/hook', /public/],
      ['https://me:secret@example.com/hook', /user name or password/],
      ['ftp://example.com/hook', /must begin with/],
      ['https://example.com:25/hook', /Port 25/],
      ['https://example.com/a b', /percent-encoded/],
      ['nonsense', /not valid/],
    ] as const;
    for (const [url, words] of refusals) {
      const refused = await hooks.tryToRegister({ url });
      expect(refused, url).toMatchObject({ status: 400, errors: [{ field: 'url' }] });
      expect(refused.message, url).toMatch(words);
    }
    expect(await hooks.tryToRegister({})).toMatchObject({ message: 'url is required' });
  });

  it('may have twenty endpoints, which nobody else can see or touch', async () => {
    const bob = await service.addUser('bob', 100);
    const theirs = createWebhookApi(bob.api);
    await using receiver = await startReceiver(200);
    const first = await theirs.register(receiver.url);
    await hooks.failingTask();
    for (let count = 1; count < 20; count += 1) await theirs.register(`${receiver.url}/${count}`);
    const same = await theirs.tryToRegister({ url: `${receiver.url}#again` });
    expect(same).toMatchObject({ status: 409, message: expect.stringContaining(first._id) });
    const refused = await theirs.tryToRegister({ url: `${receiver.url}/20` });
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('20') });
    const list = await theirs.data('GET', '/api/v1/webhooks/endpoints');
    expect([list.count, list.rows[0]._id]).toEqual([20, first._id]);
    expect(list.rows[0]).not.toHaveProperty('secret');

    const endpoint = `/api/v1/webhooks/endpoints/${first._id}`;
    const attempts = [
      ['GET', endpoint],
      ['PATCH', endpoint, { enabled: false }],
      ['DELETE', endpoint],
      ['GET', `${endpoint}/secret`],
      ['POST', `${endpoint}/secret/rotate`],
      ['POST', `${endpoint}/ping`],
      ['POST', `${endpoint}/test`, { type: 'task.failed' }],
      ['POST', `${endpoint}/recover`, { since: '2026-01-01T00:00:00Z' }],
      ['GET', `${endpoint}/deliveries`],
    ] as const;
    for (const [method, path, body] of attempts) {
      const answer = await service.api.call(method, path, body);
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404, data: null });
    }
    await using mine = await subscribe();
    const request = await mine.about(await hooks.failingTask());
    const id = request.headers['webhook-id'];
    const delivery = `/api/v1/deliveries/${id}-${mine.endpoint._id}`;
    for (const [method, path] of [
      ['GET', `/api/v1/events/${id}/deliveries`],
      ['GET', delivery],
      ['POST', `${delivery}/retry`],
    ] as const) {
      expect((await bob.api.call(method, path)).status, path).toBe(404);
    }
    expect((await theirs.data('GET', '/api/v1/events')).rows).toEqual([]);
    expect(receiver.requests).toEqual([]);
  });
});
