import { describe, expect, it } from 'vitest';
import { createAnnouncements } from '../../../../functions/tasks/announcements.ts';
import { attemptDelivery } from '../../../../functions/webhooks/attempt-delivery.ts';
import { eventId } from '../../../../functions/webhooks/event.ts';
import { createReceiverHistory } from '../../../../functions/webhooks/receiver-history.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';
import { completed, createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

const PLENTY = 300_000;
const finished = { ...completed(), type: 'task.completed' as const };

/** A receiver that is registered, and what announces to it. */
async function world(...answers: Answer[]) {
  const receiver = await startReceiver(...answers);
  const webhooks = createWebhookWorld();
  const { dependencies, store } = webhooks;
  const endpoint = endpointOf('ada', { url: receiver.url });
  await store.addEndpoint(endpoint);
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const history = createReceiverHistory(dependencies.clock);
  const reference = { eventId: eventId(finished), endpointId: endpoint.id };
  return {
    ...webhooks,
    receiver,
    warnings,
    reference,
    announcing: (change = {}) => createAnnouncements({ ...dependencies, history, warn, ...change }),
    delivery: () => store.delivery(reference.eventId, reference.endpointId),
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

describe('the first attempt', () => {
  it('is made by who announces, counts once, and starts no execution', async () => {
    await using story = await world(200);
    const recorded = await story.announcing().record(finished);
    expect(story.receiver.requests).toEqual([]);
    await recorded.deliver(PLENTY);
    expect(story.receiver.requests).toHaveLength(1);
    expect(await story.delivery()).toMatchObject({ status: 'delivered', attemptsMade: 1 });
    expect([...story.started]).toEqual([]);
  });

  it('that fails leaves the rest to the delivery’s execution, on the schedule', async () => {
    await using story = await world(500, 200);
    await (await story.announcing().record(finished)).deliver(PLENTY);
    expect(await story.delivery()).toMatchObject({ status: 'pending', attemptsMade: 1 });
    expect([...story.started.values()]).toEqual([story.reference]);
    await story.deliver(story.reference);
    expect(await story.delivery()).toMatchObject({ status: 'delivered', attemptsMade: 2 });
  });

  it('is not made where it could not have its whole time-out', async () => {
    await using story = await world(200);
    await (await story.announcing().record(finished)).deliver(10_000);
    expect(story.receiver.requests).toEqual([]);
    expect([...story.started.values()]).toEqual([story.reference]);
    expect(await story.delivery()).toMatchObject({ status: 'pending', attemptsMade: 0 });
  });

  it('is left to an execution for an endpoint that fails, and for an address that failed lately', async () => {
    await using story = await world(500, 500, 200);
    const announcements = story.announcing();
    await (await announcements.record(finished)).deliver(PLENTY);
    const next = { ...finished, subject: 'f'.repeat(24) };
    await (await announcements.record(next)).deliver(PLENTY);
    expect(story.receiver.requests).toHaveLength(1);
    expect(story.started.size).toBe(2);
    story.pass(3600);
    const fresh = { history: createReceiverHistory(story.dependencies.clock) };
    const last = { ...finished, subject: 'e'.repeat(24) };
    await (await story.announcing(fresh).record(last)).deliver(PLENTY);
    expect(story.receiver.requests).toHaveLength(1);
    expect(story.started.size).toBe(3);
  });

  it.each(['before', 'after'] as const)(
    'is repeated with the same id where the process died %s any call, and the delivery ends',
    async (moment) => {
      for (let call = 1; call <= 10; call += 1) {
        await using story = await world(200);
        const { wrap } = crashAt(call, moment);
        const { store, deliveries, cipher } = story.dependencies;
        const dying = { store: wrap(store), deliveries: wrap(deliveries), cipher: wrap(cipher) };
        const announce = async (change = {}) => {
          await (await story.announcing(change).record(finished)).deliver(PLENTY);
        };
        await announce(dying).catch(() => {});
        await announce();
        story.pass(60);
        for (const reference of story.started.values()) {
          await attemptDelivery(story.dependencies, reference);
        }
        const message = `${moment} call ${call}`;
        expect(await story.delivery(), message).toMatchObject({ status: 'delivered' });
        const ids = new Set(story.receiver.requests.map(({ headers }) => headers['webhook-id']));
        expect(ids, message).toEqual(new Set([story.reference.eventId]));
        expect(story.receiver.requests.length, message).toBeLessThanOrEqual(2);
      }
    },
  );
});
