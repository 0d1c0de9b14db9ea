import { describe, expect, it } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { attemptDelivery } from '../../../../functions/webhooks/attempt-delivery.ts';
import {
  endpointState,
  endpointStateReason,
} from '../../../../functions/webhooks/endpoint-health.ts';
import { sendTestEvent } from '../../../../functions/webhooks/send-test-event.ts';
import { toDeliveryView } from '../../../../functions/webhooks/views.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';
import { completed, createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

const HOURS = 3600;
const OTHER = 'ep_ffffffffffffffffffffffff';

/** A registered endpoint that answers like this, and another one of the same owner that always works. */
async function registered(...answers: Answer[]) {
  const receiver = await startReceiver(...answers);
  const world = createWebhookWorld();
  const { id: endpointId } = endpointOf('ada');
  await world.store.addEndpoint(endpointOf('ada', { url: receiver.url }));
  const other = endpointOf('ada', { id: OTHER, events: ['webhook.disabled'] });
  await world.store.addEndpoint(other);
  let tasks = 0;
  return {
    ...world,
    receiver,
    endpointId,
    async endpoint() {
      const endpoint = await world.store.endpoint('ada', endpointId);
      if (!endpoint) throw new Error('There is no endpoint.');
      return endpoint;
    },
    async announce() {
      tasks += 1;
      const { id: eventId } = await announceEvent(world.dependencies, completed(`task-${tasks}`));
      return { eventId, endpointId };
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

describe('the health of an endpoint', () => {
  it('is a warning after four failures in a row, with the reason, until it succeeds', async () => {
    await using story = await registered(500, 500, 500, 500, 200);
    const reference = await story.announce();
    for (let attempts = 1; attempts <= 3; attempts += 1) {
      await attemptDelivery(story.dependencies, reference);
      story.pass(3 * HOURS);
    }
    expect(endpointState(await story.endpoint())).toBe('active');
    await attemptDelivery(story.dependencies, reference);
    expect(endpointState(await story.endpoint())).toBe('failing');
    expect(endpointStateReason(await story.endpoint())).toContain(
      'At least 4 attempts in a row have failed, the first at 2026-11-23T09:00:00.000Z. The server answered with status 500.',
    );
    story.pass(3 * HOURS);
    await attemptDelivery(story.dependencies, reference);
    expect(endpointState(await story.endpoint())).toBe('active');
    expect((await story.endpoint()).health).toEqual({ failuresInARow: 0, failedDeliveries: 0 });
  });

  it('counts all of ten attempts that fail at once, and writes less once that is known', async () => {
    await using story = await registered(500);
    const announceMany = (count: number) =>
      Promise.all(Array.from({ length: count }, () => story.announce()));
    const attemptAll = (references: Awaited<ReturnType<typeof announceMany>>) =>
      Promise.all(references.map((reference) => attemptDelivery(story.dependencies, reference)));
    await attemptAll(await announceMany(10));
    const { health, version } = await story.endpoint();
    expect([health.failuresInARow, health.failedDeliveries]).toEqual([10, 10]);
    await attemptAll(await announceMany(10));
    expect((await story.endpoint()).version).toBe(version);
    story.pass(11);
    await attemptAll(await announceMany(1));
    expect((await story.endpoint()).health.failuresInARow).toBe(11);
  });

  it('costs no write while all goes well', async () => {
    await using story = await registered(200);
    await story.deliver(await story.announce());
    expect((await story.endpoint()).version).toBe(1);
  });

  it('ends in being disabled after 72 hours without a success and ten failed deliveries', async () => {
    await using story = await registered(500);
    for (let deliveries = 1; deliveries <= 9; deliveries += 1) {
      await attemptDelivery(story.dependencies, await story.announce());
    }
    story.pass(72 * HOURS + 1);
    const ninth = await story.announce();
    await attemptDelivery(story.dependencies, ninth);
    const endpoint = await story.endpoint();
    expect(endpoint.enabled).toBe(false);
    expect(endpointStateReason(endpoint)).toBe(
      'No delivery has succeeded since 2026-11-23T09:00:00.000Z; at least 10 failed. The server answered with status 500.',
    );
    expect(story.notices).toEqual([
      {
        owner: 'ada',
        endpointId: story.endpointId,
        url: endpoint.url,
        reason: endpoint.disabledReason,
      },
    ]);
    expect(
      [...story.started.values()].filter(({ endpointId }) => endpointId === OTHER),
    ).toHaveLength(1);
  });

  it.each([
    ['72 hours have passed but few deliveries have failed', 5, 73 * HOURS],
    ['many deliveries have failed but not for long', 20, 71 * HOURS],
  ])('is no reason to disable it when %s', async (_title, deliveries, seconds) => {
    await using story = await registered(500);
    for (let count = 1; count < deliveries; count += 1) {
      await attemptDelivery(story.dependencies, await story.announce());
    }
    story.pass(seconds);
    await attemptDelivery(story.dependencies, await story.announce());
    expect((await story.endpoint()).enabled).toBe(true);
  });

  it.each([
    ['410', 410, {}],
    ['webhook-delivery: disable', 200, { 'webhook-delivery': 'disable' }],
  ])('is over at once when it answers %s', async (_title, status, headers) => {
    await using story = await registered((response) => response.writeHead(status, headers).end());
    await story.deliver(await story.announce());
    expect(endpointStateReason(await story.endpoint())).toBe(
      'The receiver asked not to be called again.',
    );
  });

  it('is not touched by our own faults', async () => {
    await using story = await registered(200);
    const request = async () => {
      throw new Error('out of file handles');
    };
    const reference = await story.announce();
    await expect(attemptDelivery({ ...story.dependencies, request }, reference)).rejects.toThrow();
    expect((await story.endpoint()).version).toBe(1);
  });

  it('keeps what it missed while disabled, and what was on its way', async () => {
    await using story = await registered(410);
    const underWay = await story.announce();
    await story.deliver(await story.announce());
    expect(await story.deliver(underWay)).toMatchObject({ outcome: 'skipped' });
    const missed = await story.announce();
    for (const { eventId, endpointId } of [underWay, missed]) {
      expect(await story.store.delivery(eventId, endpointId)).toMatchObject({
        status: 'skipped',
        reason: 'The endpoint is disabled. The receiver asked not to be called again.',
      });
    }
    expect(story.receiver.requests).toHaveLength(1);
  });

  it('is told to the others exactly once, wherever we crash', async () => {
    for (const moment of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        await using story = await registered(410);
        const reference = await story.announce();
        const crash = crashAt(call, moment);
        const { store, deliveries, operator } = story.dependencies;
        const crashing = {
          ...story.dependencies,
          store: crash.wrap(store),
          deliveries: crash.wrap(deliveries),
          operator: crash.wrap(operator),
        };
        await attemptDelivery(crashing, reference).catch(() => {});
        if (!crash.happened()) break;
        story.pass(31);
        await story.deliver(reference);
        const told = [...story.started.values()].filter(({ endpointId }) => endpointId === OTHER);
        expect(told, `${moment} call ${call}`).toHaveLength(1);
        expect(story.notices.length).toBeGreaterThan(0);
        expect((await story.endpoint()).enabled).toBe(false);
      }
    }
  });
});

describe('a ping', () => {
  const ping = ({ dependencies, endpointId }: Awaited<ReturnType<typeof registered>>) =>
    sendTestEvent(
      { ...dependencies, attempt: (reference) => attemptDelivery(dependencies, reference) },
      { owner: 'ada', endpointId },
      { type: 'webhook.ping', data: { endpoint_id: endpointId } },
    );

  it('says that the endpoint works', async () => {
    await using story = await registered(204);
    expect(toDeliveryView(await ping(story))).toMatchObject({
      type: 'webhook.ping',
      status: 'delivered',
      reason: 'Delivered: the receiver answered 204.',
      attempts: [{ status: 204, category: 'delivered' }],
    });
    expect(JSON.parse(story.receiver.requests[0]?.body ?? '')).toMatchObject({
      type: 'webhook.ping',
      data: { endpoint_id: story.endpointId },
    });
  });

  it('says in words what is wrong, once, and holds nothing against the endpoint', async () => {
    await using story = await registered((response) =>
      response.writeHead(301, { location: 'https://www.receiver.test/hook' }).end(),
    );
    expect(toDeliveryView(await ping(story))).toMatchObject({
      status: 'failed',
      reason: 'The URL redirects to https://www.receiver.test/hook; use that one.',
      next_attempt_at: null,
    });
    expect((await story.endpoint()).version).toBe(1);
    expect(story.started.size).toBe(0);
  });

  it('reaches an endpoint that is disabled, so that it can be tried before it is enabled', async () => {
    await using story = await registered(410, 200);
    await story.deliver(await story.announce());
    expect((await story.endpoint()).enabled).toBe(false);
    expect((await ping(story)).status).toBe('delivered');
  });
});
