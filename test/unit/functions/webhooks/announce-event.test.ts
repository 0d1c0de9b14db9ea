import { describe, expect, it } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import type { Endpoint } from '../../../../functions/webhooks/endpoint.ts';
import { taskUrlId } from '../../../../functions/webhooks/endpoint.ts';
import { eventId } from '../../../../functions/webhooks/event.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { completed, createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

const url = 'https://task.test/hook';

describe('announcing an event', () => {
  it('sends it to the URL given with the task', async () => {
    const world = createWebhookWorld();
    const event = await announceEvent(world.dependencies, {
      ...completed(),
      webhook: { url, token: 'opensesame' },
    });
    const endpointId = taskUrlId('ada', url);
    expect([...world.started]).toEqual([
      [`${event.id}-${endpointId}`, { eventId: event.id, endpointId }],
    ]);
    expect(await world.store.deliveriesOfEvent(event.id)).toMatchObject([
      {
        owner: 'ada',
        url,
        sealedToken: expect.stringContaining('opensesame'),
        status: 'pending',
        attempts: [],
      },
    ]);
    for (const name of world.started.keys()) expect(name.length).toBeLessThanOrEqual(80);
  });

  it('sends it to the registered endpoints that want it, and to no other owner', async () => {
    const world = createWebhookWorld();
    const endpoints = [
      endpointOf('ada', { id: 'ep_all' }),
      endpointOf('ada', { id: 'ep_group', events: ['task.*'] }),
      endpointOf('ada', { id: 'ep_kind', kinds: ['image-to-video'] }),
      endpointOf('ada', { id: 'ep_other_kind', kinds: ['face-swap'] }),
      endpointOf('ada', { id: 'ep_other_type', events: ['task.failed'] }),
      endpointOf('ada', { id: 'ep_pattern', options: { filter: '{"data":{"_id":["x"]}}' } }),
      endpointOf('bob', { id: 'ep_bob' }),
    ];
    for (const endpoint of endpoints) {
      await world.store.addEndpoint({ ...endpoint, url: `${endpoint.url}/${endpoint.id}` });
    }
    await announceEvent(world.dependencies, completed());
    const reached = [...world.started.values()].map(({ endpointId }) => endpointId);
    expect(reached.sort()).toEqual(['ep_all', 'ep_group', 'ep_kind']);
  });

  it('sends it once to a URL that is both registered and given with the task, with its token', async () => {
    const world = createWebhookWorld();
    const endpoint = endpointOf('ada', { url });
    await world.store.addEndpoint(endpoint);
    const { id } = await announceEvent(world.dependencies, {
      ...completed(),
      webhook: { url, token: 'opensesame' },
    });
    expect(await world.store.deliveriesOfEvent(id)).toMatchObject([
      { endpointId: endpoint.id, sealedToken: expect.any(String) },
    ]);
  });

  it('sends it once to an address that several endpoints have, however it is spelled', async () => {
    const world = createWebhookWorld();
    const at = (id: string, change: Partial<Endpoint>) =>
      world.store.addEndpoint(endpointOf('ada', { id, ...change }));
    await at('ep_off', { url: 'https://Receiver.test', enabled: false, createdAt: '2026' });
    await at('ep_new', { url: 'https://receiver.test:443/', createdAt: '2026-11-02' });
    await at('ep_old', { url: 'https://receiver.test/#x', createdAt: '2026-11-01' });
    await at('ep_else', { url: 'https://receiver.test/?a' });
    const announcement = { ...completed(), webhook: { url: 'https://receiver.test./' } };
    const { id } = await announceEvent(world.dependencies, announcement);
    const reached = async () =>
      (await world.store.deliveriesOfEvent(id)).map(({ endpointId }) => endpointId).sort();
    expect(await reached()).toEqual(['ep_else', 'ep_old']);
    const [, old] = await world.store.deliveriesOfEvent(id);
    expect(old).toMatchObject({ endpointId: 'ep_old', isFull: true });
    // Announced again after a crash, it stays with the endpoint that has it, whatever was registered or changed since.
    await at('ep_older', { url: 'https://receiver.test/', createdAt: '2026-10-01' });
    await announceEvent(world.dependencies, announcement);
    expect(await reached()).toEqual(['ep_else', 'ep_old']);
  });

  it('keeps it as skipped, with the reason, for an endpoint that is disabled', async () => {
    const world = createWebhookWorld();
    await world.store.addEndpoint(
      endpointOf('ada', { enabled: false, disabledReason: 'It was always late.' }),
    );
    const { id } = await announceEvent(world.dependencies, completed());
    expect(world.started.size).toBe(0);
    expect(await world.store.deliveriesOfEvent(id)).toMatchObject([
      { status: 'skipped', reason: 'The endpoint is disabled. It was always late.' },
    ]);
  });

  it('sends a type to those who asked for it, and no other to the URL of a task than outcomes', async () => {
    const world = createWebhookWorld();
    await world.store.addEndpoint(endpointOf('ada', { id: 'ep_tasks', events: ['task.*'] }));
    await world.store.addEndpoint(
      endpointOf('ada', { id: 'ep_asked', events: ['webhook.disabled'] }),
    );
    const event = { ...completed(), type: 'webhook.disabled', webhook: { url } };
    await announceEvent(world.dependencies, event);
    expect([...world.started.values()].map(({ endpointId }) => endpointId)).toEqual(['ep_asked']);
  });

  it('keeps the event though nobody listens', async () => {
    const world = createWebhookWorld();
    await announceEvent(world.dependencies, completed());
    expect(await world.store.event(eventId(completed()))).toBeDefined();
  });

  it('announced twice, keeps the first bytes and starts nothing new', async () => {
    const world = createWebhookWorld();
    const announcement = { ...completed(), webhook: { url } };
    const first = await announceEvent(world.dependencies, announcement);
    world.pass(100);
    const second = await announceEvent(world.dependencies, { ...announcement, data: 'changed' });
    expect(second).toEqual(first);
    expect(world.started.size).toBe(1);
    expect(await world.store.deliveriesOfEvent(first.id)).toHaveLength(1);
  });

  it('starts nothing again that has been delivered', async () => {
    const world = createWebhookWorld();
    const announcement = { ...completed(), webhook: { url } };
    const { id } = await announceEvent(world.dependencies, announcement);
    const [delivery] = await world.store.deliveriesOfEvent(id);
    if (!delivery) throw new Error('There is no delivery.');
    await world.store.replaceDelivery({ ...delivery, status: 'delivered', version: 2 });
    world.started.clear();
    await announceEvent(world.dependencies, announcement);
    expect(world.started.size).toBe(0);
  });

  it('is complete after a crash anywhere, once it is announced again', async () => {
    const announcement = { ...completed(), webhook: { url } };
    for (const moment of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const world = createWebhookWorld();
        await world.store.addEndpoint(endpointOf('ada'));
        const crash = crashAt(call, moment);
        const { store, deliveries } = world.dependencies;
        const crashing = { store: crash.wrap(store), deliveries: crash.wrap(deliveries) };
        await announceEvent({ ...world.dependencies, ...crashing }, announcement).catch(() => {});
        if (!crash.happened()) break;
        const { id } = await announceEvent(world.dependencies, announcement);
        expect(world.started.size, `${moment} call ${call}`).toBe(2);
        expect(await world.store.deliveriesOfEvent(id)).toHaveLength(2);
      }
    }
  });
});
