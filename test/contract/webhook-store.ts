import { beforeEach, describe, expect, it } from 'vitest';
import { changedDelivery, newDelivery } from '../../functions/webhooks/delivery.ts';
import { changedEndpoint, type Endpoint, HEALTHY } from '../../functions/webhooks/endpoint.ts';
import { newEvent, type WebhookEvent } from '../../functions/webhooks/event.ts';
import type { WebhookStore } from '../../functions/webhooks/webhook-store.ts';

const NINE = Date.parse('2026-11-23T09:00:00.000Z');
const ENDPOINT_ID = 'ep_0123456789abcdef01234567';
const ALL = { after: '0', before: '9', limit: 100 };

function eventOf(owner: string, subject: string, now = NINE): WebhookEvent {
  return newEvent({ owner, subject, type: 'task.completed', data: { subject, ключ: '値' } }, now);
}

function endpointOf(owner: string, id = ENDPOINT_ID): Endpoint {
  const time = new Date(NINE).toISOString();
  return {
    id,
    owner,
    url: 'https://receiver.test/hook',
    events: ['task.*'],
    kinds: [],
    description: '',
    metadata: { stage: 'test' },
    enabled: true,
    health: HEALTHY,
    version: 1,
    createdAt: time,
    updatedAt: time,
  };
}

function deliveryOf(event: WebhookEvent, endpointId = ENDPOINT_ID, now = NINE) {
  return newDelivery(event, { endpointId, url: 'https://receiver.test/hook' }, now);
}

/** What every webhook store does. `createStore` gives an empty one each time. */
export function testWebhookStore(createStore: () => Promise<WebhookStore>): void {
  let store: WebhookStore;
  beforeEach(async () => {
    store = await createStore();
  });

  describe('events', () => {
    it('keeps the first of two with the same id, to the byte', async () => {
      const event = eventOf('ada', 'task-1');
      expect(await store.addEvent(event)).toBe(true);
      expect(await store.addEvent({ ...event, body: 'another' })).toBe(false);
      expect(await store.event(event.id)).toEqual(event);
    });

    it('knows nothing of an id it was never given', async () => {
      expect(await store.event('evt_unknown')).toBeUndefined();
    });

    it("lists an owner's events in the order of time, between two marks, up to a limit", async () => {
      const events = [3, 1, 2, 4].map((second) =>
        eventOf('ada', `task-${second}`, NINE + second * 1000),
      );
      for (const event of [...events, eventOf('bob', 'task-1')]) await store.addEvent(event);
      const subjects = async (range: Partial<typeof ALL>) =>
        (await store.events('ada', { ...ALL, ...range })).map(({ subject }) => subject);
      expect(await subjects({})).toEqual(['task-1', 'task-2', 'task-3', 'task-4']);
      expect(await subjects({ limit: 2 })).toEqual(['task-1', 'task-2']);
      const [third, first] = events.map(({ createdAt, id }) => `${createdAt}~${id}`);
      expect(await subjects({ after: first ?? '' })).toEqual(['task-2', 'task-3', 'task-4']);
      expect(await subjects({ after: first ?? '', limit: 1 })).toEqual(['task-2']);
      expect(await subjects({ before: third ?? '' })).toEqual(['task-1', 'task-2']);
      expect(await subjects({ after: third ?? '', before: first ?? '' })).toEqual([]);
    });
  });

  describe('endpoints', () => {
    it('adds, reads, lists and removes them, each owner apart', async () => {
      const first = endpointOf('ada');
      const second = endpointOf('ada', 'ep_1');
      for (const endpoint of [first, second, endpointOf('bob')]) await store.addEndpoint(endpoint);
      expect(await store.addEndpoint(first)).toBe(false);
      expect(await store.endpoints('ada')).toEqual([first, second]);
      await store.removeEndpoint('ada', first.id);
      expect(await store.endpoint('ada', first.id)).toBeUndefined();
      expect(await store.endpoint('bob', first.id)).toEqual(endpointOf('bob'));
      expect(await store.endpoints('carol')).toEqual([]);
    });

    it('lets one of two changes to the same version through', async () => {
      const endpoint = endpointOf('ada');
      await store.addEndpoint(endpoint);
      const disabled = changedEndpoint(endpoint, { enabled: false, disabledReason: 'why' }, NINE);
      expect(await store.replaceEndpoint(disabled)).toBe(true);
      expect(await store.replaceEndpoint(changedEndpoint(endpoint, {}, NINE))).toBe(false);
      expect(await store.endpoint('ada', endpoint.id)).toEqual(disabled);
    });

    it('replaces nothing that is not there', async () => {
      expect(await store.replaceEndpoint({ ...endpointOf('ada'), version: 2 })).toBe(false);
    });
  });

  describe('deliveries', () => {
    it('adds once and replaces by version', async () => {
      const delivery = deliveryOf(eventOf('ada', 'task-1'));
      expect(await store.addDelivery(delivery)).toBe(true);
      expect(await store.addDelivery({ ...delivery, url: 'https://other.test' })).toBe(false);
      const done = changedDelivery(delivery, { status: 'delivered' }, NINE + 1);
      expect(await store.replaceDelivery(done)).toBe(true);
      expect(await store.replaceDelivery(done)).toBe(false);
      expect(await store.delivery(delivery.eventId, delivery.endpointId)).toEqual(done);
    });

    it('lists those of an event, and not the event itself', async () => {
      const event = eventOf('ada', 'task-1');
      await store.addEvent(event);
      await store.addDelivery(deliveryOf(event, 'ep_2'));
      await store.addDelivery(deliveryOf(event, 'ep_1'));
      await store.addDelivery(deliveryOf(eventOf('ada', 'task-2'), 'ep_1'));
      const listed = await store.deliveriesOfEvent(event.id);
      expect(listed.map(({ endpointId }) => endpointId)).toEqual(['ep_1', 'ep_2']);
    });

    it('lists those of an endpoint in both directions', async () => {
      for (const second of [2, 1, 3]) {
        const now = NINE + second * 1000;
        await store.addDelivery(deliveryOf(eventOf('ada', `task-${second}`, now), 'ep_1', now));
      }
      const subjects = async (newestFirst: boolean, limit: number) =>
        (await store.deliveriesOfEndpoint('ep_1', { ...ALL, newestFirst, limit })).map(
          ({ subject }) => subject,
        );
      expect(await subjects(false, 100)).toEqual(['task-1', 'task-2', 'task-3']);
      expect(await subjects(true, 2)).toEqual(['task-3', 'task-2']);
    });

    it('finds those that are overdue, and forgets them once they are done', async () => {
      const early = deliveryOf(eventOf('ada', 'task-1'));
      const late = deliveryOf(eventOf('ada', 'task-2'), ENDPOINT_ID, NINE + 60_000);
      await store.addDelivery(early);
      await store.addDelivery(late);
      const overdue = async (now: number) =>
        (await store.overdueDeliveries(new Date(now).toISOString(), 100)).map(
          ({ subject }) => subject,
        );
      expect(await overdue(NINE)).toEqual([]);
      expect(await overdue(NINE + 1)).toEqual(['task-1']);
      expect((await overdue(NINE + 60_001)).sort()).toEqual(['task-1', 'task-2']);
      await store.replaceDelivery(changedDelivery(early, { status: 'delivered' }, NINE));
      expect(await overdue(NINE + 60_001)).toEqual(['task-2']);
    });
  });

  describe('the slots of an endpoint', () => {
    const slots = { endpointId: ENDPOINT_ID, slots: { evt_1: NINE }, version: 1, expiresAt: 0 };

    it('lets one of two changes to the same version through, the first one too', async () => {
      expect(await store.inFlight(ENDPOINT_ID)).toBeUndefined();
      expect(await store.replaceInFlight(slots)).toBe(true);
      expect(await store.replaceInFlight(slots)).toBe(false);
      expect(await store.replaceInFlight({ ...slots, slots: {}, version: 2 })).toBe(true);
      expect(await store.replaceInFlight({ ...slots, version: 2 })).toBe(false);
      expect(await store.inFlight(ENDPOINT_ID)).toEqual({ ...slots, slots: {}, version: 2 });
    });

    it('lists what waits for it, oldest first, until it is removed', async () => {
      const waitingOf = (second: number, endpointId = ENDPOINT_ID) => {
        const createdAt = new Date(NINE + second * 1000).toISOString();
        return { endpointId, eventId: `evt_${second}`, createdAt, expiresAt: 0 };
      };
      const [first, second] = [waitingOf(1), waitingOf(2)];
      for (const one of [second, first, first, waitingOf(0, 'ep_1')]) await store.addWaiting(one);
      expect(await store.waiting(ENDPOINT_ID, 10)).toEqual([first, second]);
      expect(await store.waiting(ENDPOINT_ID, 1)).toEqual([first]);
      await store.removeWaiting(first);
      await store.removeWaiting(first);
      expect(await store.waiting(ENDPOINT_ID, 10)).toEqual([second]);
    });
  });

  describe('key rings', () => {
    it('adds once, replaces by version, reads and removes', async () => {
      const key = { sealed: 'a', createdAt: new Date(NINE).toISOString() };
      const ring = { name: 'owner/ada', keys: [key], version: 1 };
      expect(await store.addKeyRing(ring)).toBe(true);
      expect(await store.addKeyRing(ring)).toBe(false);
      const next = { ...ring, keys: [{ ...key, sealed: 'b' }, key], version: 2 };
      expect(await store.replaceKeyRing(next)).toBe(true);
      expect(await store.replaceKeyRing(next)).toBe(false);
      expect(await store.keyRing('owner/ada')).toEqual(next);
      await store.removeKeyRing('owner/ada');
      expect(await store.keyRing('owner/ada')).toBeUndefined();
    });
  });
}
