import { describe, expect, it } from 'vitest';
import { skippingClock } from '../../infra/local/clock.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { expectSchedule, SCHEDULE } from './expect-schedule.ts';
import { servesPhoto, startService } from './service.ts';
import { accepts } from './verify.ts';

describe('the callback', () => {
  it('comes again, with the same id and a new signature, until it is taken', async () => {
    await using photos = await startReceiver(servesPhoto);
    await using receiver = await startReceiver(500, 500, 200);
    await using service = await startService({ clock: skippingClock() });
    const { api, user } = service;

    await api.start({ image_url: photos.url, webhook_url: receiver.url });
    const third = await eventually(async () => receiver.requests[2], 'the third attempt');
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    const times = receiver.requests.map(({ headers }) => Number(headers['webhook-timestamp']));
    expectSchedule(times, SCHEDULE.slice(0, 2));
    const signatures = receiver.requests.map(({ headers }) => headers['webhook-signature']);
    expect(new Set(signatures).size).toBe(3);
    const bodies = receiver.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
    expect(accepts(user.signingSecret, third)).toBe(true);
  });

  it('is tried ten times over three days and given up', async () => {
    await using photos = await startReceiver((response) => response.writeHead(404).end());
    await using receiver = await startReceiver(503);
    await using service = await startService({ clock: skippingClock() });
    const { api, entries } = service;

    await api.start({ image_url: photos.url, webhook_url: receiver.url });
    await eventually(async () => {
      return entries.find(({ message }) => message.includes('DeliveryFailed'));
    }, 'the end of the delivery');
    expect(receiver.requests).toHaveLength(10);
    const times = receiver.requests.map(({ headers }) => Number(headers['webhook-timestamp']));
    expectSchedule(times, SCHEDULE);
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toMatchObject({
      type: 'task.failed',
      data: { current_status: 'failed', failed_code: 'image_unreachable', result_url: '' },
    });
  });
});
