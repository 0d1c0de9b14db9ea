import { describe, expect, it } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { attemptDelivery } from '../../../../functions/webhooks/attempt-delivery.ts';
import { changeEndpoint } from '../../../../functions/webhooks/change-endpoint.ts';
import { continueOverdueDeliveries } from '../../../../functions/webhooks/continue-overdue-deliveries.ts';
import { sealHeaders } from '../../../../functions/webhooks/custom-headers.ts';
import { deliveryId } from '../../../../functions/webhooks/delivery.ts';
import { taskUrlId } from '../../../../functions/webhooks/endpoint.ts';
import {
  DeliveryUnderWayError,
  WebhookNotFoundError,
} from '../../../../functions/webhooks/errors.ts';
import { listEvents, listMark } from '../../../../functions/webhooks/list-events.ts';
import {
  deliveriesOfEndpoint,
  deliveriesOfEvent,
  deliveriesOfSubject,
  getDelivery,
} from '../../../../functions/webhooks/read-deliveries.ts';
import { recoverDeliveries } from '../../../../functions/webhooks/recover-deliveries.ts';
import { retryDelivery } from '../../../../functions/webhooks/retry-delivery.ts';
import {
  deliverySummary,
  toDeliveryView,
  toEventView,
} from '../../../../functions/webhooks/views.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';
import { completed, createWebhookWorld, endpointOf, START } from '../../../fakes/webhook-world.ts';

const { id: endpointId } = endpointOf('ada');
const reference = { owner: 'ada', endpointId };

async function registered(...answers: Answer[]) {
  const receiver = await startReceiver(...answers);
  const world = createWebhookWorld();
  await world.store.addEndpoint(endpointOf('ada', { url: receiver.url }));
  const [{ dependencies }, dispose] = [world, () => receiver[Symbol.asyncDispose]()];
  return { ...world, dependencies, receiver, [Symbol.asyncDispose]: dispose };
}

describe('the log', () => {
  it('shows a delivery with its attempts, by endpoint, by task, by event and by id', async () => {
    await using story = await registered(500);
    const event = await announceEvent(story.dependencies, completed('task-1'));
    await attemptDelivery(story.dependencies, { eventId: event.id, endpointId });
    const [byEndpoint, byTask, byEvent, byId] = [
      (await deliveriesOfEndpoint(story.dependencies, reference, { limit: 10 })).deliveries,
      await deliveriesOfSubject(story.dependencies, 'ada', 'task-1'),
      await deliveriesOfEvent(story.dependencies, 'ada', event.id),
      [await getDelivery(story.dependencies, 'ada', `${event.id}-${endpointId}`)],
    ];
    expect(byEndpoint).toHaveLength(1);
    expect([byTask, byEvent, byId]).toEqual([byEndpoint, byEndpoint, byEndpoint]);
    expect(byEndpoint.map(toDeliveryView)).toMatchObject([
      {
        _id: `${event.id}-${endpointId}`,
        type: 'task.completed',
        subject: 'task-1',
        status: 'pending',
        next_attempt_at: '2026-11-23T09:00:05.000Z',
        attempts: [{ at: '2026-11-23T09:00:00.000Z', category: 'http_5xx', status: 500 }],
      },
    ]);
    expect(byEndpoint.map(deliverySummary)).toMatchObject([
      { status: 'pending', reason: 'The server answered with status 500.', attempt_count: 1 },
    ]);
  });

  it('is the owner’s alone', async () => {
    await using story = await registered(200);
    const { id } = await announceEvent(story.dependencies, completed());
    const { dependencies } = story;
    const calls = [
      () => getDelivery(dependencies, 'bob', `${id}-${endpointId}`),
      () => getDelivery(dependencies, 'ada', 'nonsense'),
      () => deliveriesOfEvent(dependencies, 'bob', id),
      () => deliveriesOfEndpoint(dependencies, { owner: 'bob', endpointId }, { limit: 10 }),
      () => retryDelivery(dependencies, 'bob', `${id}-${endpointId}`),
      () => recoverDeliveries(dependencies, { owner: 'bob', endpointId }, '0'),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(WebhookNotFoundError);
    expect(await deliveriesOfSubject(dependencies, 'bob', completed().subject)).toEqual([]);
    expect(taskUrlId('ada', 'https://a.test/')).not.toBe(taskUrlId('bob', 'https://a.test/'));
  });

  it('pages from the newest to the oldest without a gap', async () => {
    await using story = await registered(200);
    for (let task = 1; task <= 5; task += 1) {
      await announceEvent(story.dependencies, completed(`task-${task}`));
      if (task % 2 === 0) story.pass(1);
    }
    const subjects: string[] = [];
    let before: string | undefined;
    do {
      const page = await deliveriesOfEndpoint(story.dependencies, reference, { before, limit: 2 });
      subjects.push(...page.deliveries.map(({ subject }) => subject));
      before = page.next;
    } while (before);
    expect(subjects.toSorted()).toEqual(['task-1', 'task-2', 'task-3', 'task-4', 'task-5']);
    expect(subjects[0]).toBe('task-5');
  });

  it('shows nothing of the secrets that a receiver repeats', async () => {
    await using story = await registered((response, { headers }) => {
      response.writeHead(500).end(`You sent ${headers['authorization']}, ${headers['x-key']}.`);
    });
    const { cipher } = story.dependencies;
    const given = { Authorization: 'Bearer 0123456789', 'X-Key': 'not-for-the-log' };
    const headers = await sealHeaders(cipher, endpointId, given);
    const endpoint = endpointOf('ada', { url: story.receiver.url, version: 2 });
    await story.store.replaceEndpoint({
      ...endpoint,
      ...(headers ? { options: { headers } } : {}),
    });
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    await attemptDelivery(story.dependencies, { eventId, endpointId });
    expect((await story.store.delivery(eventId, endpointId))?.attempts).toMatchObject([
      { responseExcerpt: 'You sent [redacted], [redacted].' },
    ]);
  });

  it('shows the beginning of a receiver’s answer', async () => {
    await using story = await registered(500);
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    const request = async () => ({
      status: 500,
      headers: {},
      body: Buffer.from('no such table: hooks'),
      isBroken: false,
    });
    await attemptDelivery({ ...story.dependencies, request }, { eventId, endpointId });
    expect((await story.store.delivery(eventId, endpointId))?.attempts).toMatchObject([
      { responseExcerpt: 'no such table: hooks' },
    ]);
  });
});

describe('sending again', () => {
  it('a delivery that was given up starts a new run: same id, same bytes, whole schedule', async () => {
    await using story = await registered(...Array<Answer>(10).fill(500), 500, 200);
    const event = await announceEvent(story.dependencies, completed());
    const delivery = { eventId: event.id, endpointId };
    expect((await story.deliver(delivery)).outcome).toBe('gave-up');
    const retried = await retryDelivery(story.dependencies, 'ada', deliveryId(delivery));
    expect(retried).toMatchObject({ status: 'pending', run: 2 });
    expect([...story.started.keys()]).toEqual([deliveryId(delivery), `${deliveryId(delivery)}-2`]);
    expect((await story.deliver(delivery)).outcome).toBe('delivered');
    expect(story.receiver.requests).toHaveLength(12);
    expect(new Set(story.receiver.requests.map(({ body }) => body)).size).toBe(1);
    const again = await retryDelivery(story.dependencies, 'ada', deliveryId(delivery));
    expect(again.run).toBe(3);
  });

  it('a delivery that waits for its next attempt is sent now, and begins its schedule anew', async () => {
    await using story = await registered(500, 500, 200);
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    const delivery = { eventId, endpointId };
    await attemptDelivery(story.dependencies, delivery);
    story.pass(5);
    await attemptDelivery(story.dependencies, delivery);
    const retried = await retryDelivery(story.dependencies, 'ada', deliveryId(delivery));
    expect(retried).toMatchObject({ run: 2, nextAttemptAt: '2026-11-23T09:00:05.000Z' });
    expect(story.started.has(`${deliveryId(delivery)}-2`)).toBe(true);
    expect((await story.deliver(delivery)).outcome).toBe('delivered');
    expect(story.receiver.requests).toHaveLength(3);
  });

  it('a delivery is not sent twice at once', async () => {
    await using story = await registered((response) => {
      const retried = retryDelivery(story.dependencies, 'ada', deliveryId(delivery));
      void expect(retried)
        .rejects.toThrow(DeliveryUnderWayError)
        .then(
          () => response.writeHead(200).end(),
          () => response.writeHead(500).end(),
        );
    });
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    const delivery = { eventId, endpointId };
    expect(await attemptDelivery(story.dependencies, delivery)).toEqual({ outcome: 'delivered' });
  });

  it('the log shows those of a status, a page at a time', async () => {
    await using story = await registered(200);
    for (let task = 1; task <= 130; task += 1) {
      const { id: eventId } = await announceEvent(story.dependencies, completed(`task-${task}`));
      story.pass(1);
      if (task % 50 !== 0) await attemptDelivery(story.dependencies, { eventId, endpointId });
    }
    const page = (before?: string) =>
      deliveriesOfEndpoint(story.dependencies, reference, { before, limit: 1, status: 'pending' });
    const first = await page();
    const second = await page(first.next);
    const third = await page(second.next);
    const subjects = [first, second, third].map(({ deliveries }) => deliveries[0]?.subject);
    expect(subjects).toEqual(['task-100', 'task-50', undefined]);
    expect(third.next).toBeUndefined();
  });

  it('recovers what waits for its next attempt, once', async () => {
    await using story = await registered(500, 200);
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    await attemptDelivery(story.dependencies, { eventId, endpointId });
    const since = new Date(START - 1000).toISOString();
    const recover = () => recoverDeliveries(story.dependencies, reference, since);
    expect(await recover()).toEqual({ recovered: 1 });
    expect(await recover()).toEqual({ recovered: 0 });
    expect((await story.deliver({ eventId, endpointId })).times).toEqual([0]);
  });

  it('recovers what failed and what was skipped since a time, and nothing that arrived', async () => {
    await using story = await registered(410, 200);
    await story.store.addEndpoint(endpointOf('ada', { id: 'ep_other', events: ['task.failed'] }));
    const announce = (subject: string) => announceEvent(story.dependencies, completed(subject));
    const failed = await announce('task-1');
    await story.deliver({ eventId: failed.id, endpointId });
    story.pass(60);
    const skipped = await announce('task-2');
    await expect(
      recoverDeliveries(story.dependencies, reference, new Date(START).toISOString()),
    ).rejects.toThrow('enable it first');
    const whyNotReachable = async () => undefined;
    const { recoverSince = '' } = await changeEndpoint(
      { ...story.dependencies, whyNotReachable },
      reference,
      { enabled: true },
    );
    const arrived = await announce('task-3');
    await story.deliver({ eventId: arrived.id, endpointId });
    expect(await recoverDeliveries(story.dependencies, reference, recoverSince)).toEqual({
      recovered: 2,
    });
    expect(await recoverDeliveries(story.dependencies, reference, recoverSince)).toEqual({
      recovered: 0,
    });
    for (const { id: eventId } of [failed, skipped]) await story.deliver({ eventId, endpointId });
    const received = story.receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(received).toEqual([failed.id, arrived.id, failed.id, skipped.id]);
  });

  it('what nobody carries any more is found after an hour and goes on where it stopped', async () => {
    await using story = await registered(500, 200);
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    await attemptDelivery(story.dependencies, { eventId, endpointId });
    story.started.clear();
    story.pass(3600);
    expect(await continueOverdueDeliveries(story.dependencies)).toBe(0);
    story.pass(10);
    expect(await continueOverdueDeliveries(story.dependencies)).toBe(1);
    expect([...story.started]).toEqual([[`${eventId}-${endpointId}-2`, { eventId, endpointId }]]);
    expect(await continueOverdueDeliveries(story.dependencies)).toBe(0);
    expect((await story.deliver({ eventId, endpointId })).outcome).toBe('delivered');
    expect((await story.store.delivery(eventId, endpointId))?.attempts).toHaveLength(2);
  });
});

describe('the list of events', () => {
  it('lets a caller catch up from its last mark and see each event once', async () => {
    const { dependencies, pass } = createWebhookWorld();
    const seen: unknown[] = [];
    let after: string | undefined;
    for (let round = 1; round <= 3; round += 1) {
      await announceEvent(dependencies, completed(`task-${round}a`));
      await announceEvent(dependencies, completed(`task-${round}b`));
      await announceEvent(dependencies, { ...completed(), owner: 'bob' });
      pass(3);
      const page = await listEvents(dependencies, 'ada', { after, limit: 2 });
      seen.push(...page.events.map((event) => toEventView(event).subject));
      after = page.next;
    }
    expect(seen.toSorted()).toEqual([
      'task-1a',
      'task-1b',
      'task-2a',
      'task-2b',
      'task-3a',
      'task-3b',
    ]);
    expect(await listEvents(dependencies, 'ada', { after, limit: 2 })).toEqual({
      events: [],
      next: after,
    });
  });

  it('shows what was sent, and leaves out what is too new to be in order', async () => {
    const { dependencies, pass } = createWebhookWorld();
    const { id } = await announceEvent(dependencies, completed('task-1'));
    expect(await listEvents(dependencies, 'ada', { limit: 10 })).toEqual({ events: [] });
    pass(3);
    const { events } = await listEvents(dependencies, 'ada', { limit: 10 });
    expect(events.map(toEventView)).toEqual([
      {
        _id: id,
        kind: 'image-to-video',
        subject: 'task-1',
        type: 'task.completed',
        timestamp: '2026-11-23T09:00:00.000Z',
        data: completed('task-1').data,
      },
    ]);
  });

  it.each([
    ['2026-11-23T09:00:00Z', '2026-11-23T09:00:00.000Z'],
    [
      '2026-11-23T09:00:00.123Z~evt_0123456789abcdef0123456789abcdef',
      '2026-11-23T09:00:00.123Z~evt_0123456789abcdef0123456789abcdef',
    ],
    ['2026-13-23T09:00:00Z', undefined],
    ['yesterday', undefined],
    ['2026-11-23T09:00:00Z~evt_x', undefined],
  ])('takes the mark %s as %s', (text, mark) => {
    expect(listMark.safeParse(text).data).toBe(mark);
  });
});
