import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { attemptDelivery } from '../../../../functions/webhooks/attempt-delivery.ts';
import { taskUrlId } from '../../../../functions/webhooks/endpoint.ts';
import { signingSecret } from '../../../../functions/webhooks/keys.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { type Answer, type ReceivedRequest, startReceiver } from '../../../fakes/receiver.ts';
import { completed, createWebhookWorld, START } from '../../../fakes/webhook-world.ts';

function verified(secret: string, request: ReceivedRequest | undefined): unknown {
  const { headers = {}, body = '' } = request ?? {};
  vi.setSystemTime(Number(headers['webhook-timestamp']) * 1000);
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

/** A task's callback to a receiver that answers like this. */
async function callback(...answers: Answer[]) {
  const receiver = await startReceiver(...answers);
  const world = createWebhookWorld();
  const event = await announceEvent(world.dependencies, {
    ...completed(),
    webhook: { url: receiver.url, token: 'opensesame' },
  });
  const reference = { eventId: event.id, endpointId: taskUrlId('ada', receiver.url) };
  const delivery = async () => {
    const found = await world.store.delivery(reference.eventId, reference.endpointId);
    if (!found) throw new Error('There is no delivery.');
    return found;
  };
  const dispose = () => receiver[Symbol.asyncDispose]();
  return { receiver, world, event, reference, delivery, [Symbol.asyncDispose]: dispose };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a delivery', () => {
  it('is a POST that a Standard Webhooks library accepts, with the token A2E promises', async () => {
    await using story = await callback(200);
    expect(await story.world.deliver(story.reference)).toEqual({
      outcome: 'delivered',
      times: [0],
    });
    const [request] = story.receiver.requests;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Reelhook/test',
      'webhook-id': story.event.id,
      'webhook-timestamp': String(START / 1000),
      'x-a2e-webhook-token': 'opensesame',
    });
    const secret = await signingSecret(story.world.dependencies, 'ada');
    expect(verified(secret, request)).toEqual(JSON.parse(story.event.body));
    expect(request?.body).toBe(story.event.body);
  });

  it('that fails twice arrives at the third attempt: same id, new timestamps and signatures', async () => {
    await using story = await callback(500, 500, 200);
    const { outcome, times } = await story.world.deliver(story.reference);
    expect({ outcome, times }).toEqual({ outcome: 'delivered', times: [0, 5, 305] });
    const { requests } = story.receiver;
    const header = (name: string) => new Set(requests.map(({ headers }) => headers[name]));
    expect(header('webhook-id')).toEqual(new Set([story.event.id]));
    expect(header('webhook-timestamp').size).toBe(3);
    expect(header('webhook-signature').size).toBe(3);
    expect(new Set(requests.map(({ body }) => body))).toEqual(new Set([story.event.body]));
    const secret = await signingSecret(story.world.dependencies, 'ada');
    for (const request of requests) verified(secret, request);
    expect(await story.delivery()).toMatchObject({
      status: 'delivered',
      attempts: [
        {
          at: '2026-11-23T09:00:00.000Z',
          category: 'http_5xx',
          status: 500,
          hint: 'The server answered with status 500.',
          nextAttemptAt: '2026-11-23T09:00:05.000Z',
        },
        { category: 'http_5xx', nextAttemptAt: '2026-11-23T09:05:05.000Z' },
        { category: 'delivered', status: 200 },
      ],
    });
  });

  it('to a receiver that fails for ever is attempted ten times, when the schedule says, and given up', async () => {
    await using story = await callback(500);
    const { outcome, times } = await story.world.deliver(story.reference);
    expect(outcome).toBe('gave-up');
    const waits = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(waits).toEqual([0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
    expect(story.receiver.requests).toHaveLength(10);
    expect(await story.delivery()).toMatchObject({
      status: 'failed',
      reason: 'All 10 attempts failed.',
      attemptsMade: 10,
    });
    expect(await attemptDelivery(story.world.dependencies, story.reference)).toEqual({
      outcome: 'gave-up',
    });
    expect(story.receiver.requests).toHaveLength(10);
  });

  it.each([
    ['300', 300],
    ['99999', 3600],
  ])('waits when the receiver answers 503 with Retry-After: %s', async (retryAfter, seconds) => {
    await using story = await callback(
      (response) => response.writeHead(503, { 'retry-after': retryAfter }).end(),
      200,
    );
    expect((await story.world.deliver(story.reference)).times).toEqual([0, seconds]);
  });

  it('leaves a receiver a minute that answers 429', async () => {
    await using story = await callback(429, 200);
    expect((await story.world.deliver(story.reference)).times).toEqual([0, 60]);
  });

  it('does not follow a redirect, and names where it leads', async () => {
    await using elsewhere = await startReceiver(200);
    await using story = await callback((response) =>
      response.writeHead(308, { location: elsewhere.url }).end(),
    );
    await attemptDelivery(story.world.dependencies, story.reference);
    expect((await story.delivery()).attempts).toMatchObject([
      {
        category: 'redirect',
        status: 308,
        hint: `The URL redirects to ${elsewhere.url}; use that one.`,
      },
    ]);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    ['410', 410, {}, 'The receiver asked not to be called again.'],
    [
      'disable',
      500,
      { 'webhook-delivery': 'disable' },
      'The receiver asked not to be called again.',
    ],
    [
      'abort-message',
      500,
      { 'webhook-delivery': 'abort-message' },
      'The receiver does not want this event.',
    ],
  ])('ends at once when the receiver answers %s', async (_title, status, headers, reason) => {
    await using story = await callback((response) => response.writeHead(status, headers).end());
    expect(await story.world.deliver(story.reference)).toEqual({ outcome: 'gave-up', times: [0] });
    expect(await story.delivery()).toMatchObject({ status: 'failed', reason });
  });

  it('is not held up by a receiver that answers without end', async () => {
    await using story = await callback((response) => {
      response.writeHead(200);
      response.write(Buffer.alloc(1e6, 'x'));
    });
    expect((await story.world.deliver(story.reference)).outcome).toBe('delivered');
    expect(JSON.stringify(await story.delivery())).not.toContain('xxx');
  });

  it('called before it is due sends nothing and says when', async () => {
    await using story = await callback(500);
    const first = await attemptDelivery(story.world.dependencies, story.reference);
    expect(first).toEqual({ outcome: 'retry', nextAttemptAt: '2026-11-23T09:00:05.000Z' });
    expect(await attemptDelivery(story.world.dependencies, story.reference)).toEqual(first);
    expect(story.receiver.requests).toHaveLength(1);
  });

  it('called twice at the same moment is sent once', async () => {
    await using story = await callback(200);
    const attempt = () => attemptDelivery(story.world.dependencies, story.reference);
    const outcomes = await Promise.all([attempt(), attempt(), attempt()]);
    expect(story.receiver.requests).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'delivered')).toHaveLength(1);
    expect((await story.delivery()).attempts).toHaveLength(1);
  });

  it('that is not known is skipped', async () => {
    const { dependencies } = createWebhookWorld();
    const reference = { eventId: 'evt_unknown', endpointId: 'ep_unknown' };
    expect(await attemptDelivery(dependencies, reference)).toEqual({ outcome: 'skipped' });
  });
});

describe('a fault of our own', () => {
  it('is thrown and not counted', async () => {
    await using story = await callback(200);
    const { dependencies } = story.world;
    const request = async () => {
      throw new Error('out of file handles');
    };
    const attempt = attemptDelivery({ ...dependencies, request }, story.reference);
    await expect(attempt).rejects.toThrow('out of file handles');
    expect(await story.delivery()).toMatchObject({
      status: 'pending',
      attemptsMade: 0,
      attempts: [],
    });
    story.world.pass(31);
    expect((await story.world.deliver(story.reference)).outcome).toBe('delivered');
  });

  it('anywhere leaves a delivery that goes on with the same id and has exactly ten attempts', async () => {
    for (const moment of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        await using story = await callback(500);
        const crash = crashAt(call, moment);
        const { store } = story.world.dependencies;
        const crashing = { ...story.world.dependencies, store: crash.wrap(store) };
        await attemptDelivery(crashing, story.reference).catch(() => {});
        if (!crash.happened()) break;
        story.world.pass(31);
        expect((await story.world.deliver(story.reference)).outcome).toBe('gave-up');
        expect((await story.delivery()).attempts, `${moment} call ${call}`).toHaveLength(10);
        const ids = new Set(story.receiver.requests.map(({ headers }) => headers['webhook-id']));
        expect(ids).toEqual(new Set([story.event.id]));
        expect(story.receiver.requests.length).toBeLessThanOrEqual(11);
      }
    }
  });
});
