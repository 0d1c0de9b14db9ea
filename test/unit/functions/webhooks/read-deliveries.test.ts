import { expect, it } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { deliveryId } from '../../../../functions/webhooks/delivery.ts';
import {
  deliveriesOfEndpoint,
  deliveriesOfEvent,
  deliveriesOfSubject,
  getDelivery,
} from '../../../../functions/webhooks/read-deliveries.ts';
import { completed, createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

it('the log no longer shows what is over thirty days old, though the table may hold it', async () => {
  const { dependencies, store, pass } = createWebhookWorld();
  const { id: endpointId } = endpointOf('ada');
  await store.addEndpoint(endpointOf('ada'));
  const { id: eventId } = await announceEvent(dependencies, completed('task-1'));
  const delivery = deliveryId({ eventId, endpointId });
  const ofTask = () => deliveriesOfSubject(dependencies, 'ada', 'task-1');
  const ofEndpoint = () =>
    deliveriesOfEndpoint(dependencies, { owner: 'ada', endpointId }, { limit: 10 });

  pass(30 * 24 * 3600 - 1);
  expect(await getDelivery(dependencies, 'ada', delivery)).toBeDefined();
  expect([await ofTask(), (await ofEndpoint()).deliveries]).toMatchObject([
    [{ eventId }],
    [{ eventId }],
  ]);
  pass(2);
  await expect(getDelivery(dependencies, 'ada', delivery)).rejects.toThrow('no such delivery');
  await expect(deliveriesOfEvent(dependencies, 'ada', eventId)).rejects.toThrow('no such event');
  expect([await ofTask(), await ofEndpoint()]).toEqual([[], { deliveries: [] }]);
});
