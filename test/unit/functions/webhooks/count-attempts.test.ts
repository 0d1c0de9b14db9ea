import { describe, expect, it } from 'vitest';
import { countAttempts } from '../../../../functions/webhooks/count-attempts.ts';
import type { Delivery } from '../../../../functions/webhooks/delivery.ts';
import { createMemoryWebhookStore } from '../../../fakes/memory-webhook-store.ts';
import { endpointOf } from '../../../fakes/webhook-world.ts';

const now = Date.parse('2026-11-28T12:30:00.000Z');
const endpoint = endpointOf('ada');
const reference = { owner: 'ada', endpointId: endpoint.id };
let count = 0;

/** A delivery of an event at the time of its first attempt. */
function delivery(attempts: readonly (readonly [string, string])[], more: object = {}): Delivery {
  count += 1;
  const [[createdAt = ''] = []] = attempts;
  return {
    ...{ eventId: `evt_${count}`, endpointId: endpoint.id, owner: 'ada', type: 'task.completed' },
    ...{ url: endpoint.url, status: 'delivered', version: 1, createdAt, updatedAt: createdAt },
    attempts: attempts.map(([at, category]) => ({ at, category, hint: '' })),
    ...{ attemptsMade: attempts.length, expiresAt: 4_000_000_000 },
    ...more,
  } as unknown as Delivery;
}

async function counting(deliveries: readonly Delivery[]) {
  const store = createMemoryWebhookStore();
  await store.addEndpoint(endpoint);
  for (const one of deliveries) await store.addDelivery(one);
  return (by: 'hour' | 'day', owner = 'ada') =>
    countAttempts({ store, clock: { now: () => now } }, { ...reference, owner }, by);
}

describe('the attempts at an endpoint', () => {
  it('are counted by the hour and the day of each attempt, the oldest first', async () => {
    const countBy = await counting([
      delivery([
        ['2026-11-26T09:00:00.000Z', 'server-error'],
        ['2026-11-28T10:59:59.999Z', 'timeout'],
        ['2026-11-28T12:00:00.000Z', 'delivered'],
      ]),
      delivery([['2026-11-28T12:29:00.000Z', 'delivered']]),
      delivery([['2026-11-28T12:29:00.000Z', 'delivered']], { ping: true }),
    ]);
    const hours = await countBy('hour');
    expect(hours).toHaveLength(24);
    expect(hours[0]?.at).toBe('2026-11-27T13:00:00.000Z');
    expect(hours.slice(-3)).toEqual([
      { at: '2026-11-28T10:00:00.000Z', delivered: 0, failed: 1 },
      { at: '2026-11-28T11:00:00.000Z', delivered: 0, failed: 0 },
      { at: '2026-11-28T12:00:00.000Z', delivered: 2, failed: 0 },
    ]);
    const days = await countBy('day');
    expect(days).toHaveLength(30);
    expect(days.slice(-3).map(({ delivered, failed }) => [delivered, failed])).toEqual([
      [0, 1],
      [0, 0],
      [2, 1],
    ]);
  });

  it('are not another owner’s to see', async () => {
    const countBy = await counting([]);
    await expect(countBy('hour', 'bob')).rejects.toThrow();
  });

  it('begin with the first hour that was read whole where there are too many', async () => {
    const many = Array.from({ length: 4_000 }, (_, index) =>
      delivery([[new Date(now - index * 10_000).toISOString(), 'delivered']]),
    );
    const hours = await (await counting(many))('hour');
    expect(hours).toHaveLength(8);
    expect(hours.slice(0, -1).map(({ delivered }) => delivered)).toEqual(Array(7).fill(360));
  });
});
