import { expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

it('a task is found by its labels, called back with them, and cancelled while it is rendered', async () => {
  await using photos = await startReceiver(servesPhoto);
  await using receiver = await startReceiver(204);
  await using named = await startReceiver(204);
  await using service = await startService();
  const { api } = service;
  const events = ['task.cancelled'];
  await api.call('POST', '/api/v1/webhooks/endpoints', { url: named.url, events });
  const coins = await api.coins();
  const labels = { external_id: 'order "7"', metadata: { team: 'a', note: 'grüße' } };
  const photo = { image_url: photos.url, video_time: 20, webhook_url: receiver.url };
  const { data: started } = await api.start({ ...photo, ...labels });
  expect(started).toMatchObject(labels);

  const find = async (query: object) => {
    const { data } = await api.call('GET', `/api/v1/tasks?${new URLSearchParams({ ...query })}`);
    return data.rows.map(({ _id }: { _id: string }) => _id);
  };
  expect(await find({ external_id: labels.external_id })).toEqual([started._id]);
  expect(await find({ 'metadata.note': 'grüße' })).toEqual([started._id]);
  expect(await find({ external_id: 'order 8' })).toEqual([]);

  const task = `/api/v1/tasks/${started._id}`;
  const isRendering = async () =>
    (await api.call('GET', task)).data.current_status === 'processing' || undefined;
  await eventually(isRendering, 'the render');
  const { status, data: cancelled } = await api.call('POST', `${task}/cancel`);
  expect(status).toBe(200);
  const failure = { current_status: 'failed', failed_code: 'cancelled' };
  expect(cancelled).toMatchObject({ ...labels, ...failure });
  expect((await api.detail(started._id)).data).toMatchObject({ ...labels, ...failure });
  await eventually(
    async () =>
      service.entries.some(({ message }) => /render ended after/.test(message)) || undefined,
    'the end of the render',
  );

  const [own, other] = await Promise.all(
    [receiver, named].map(({ requests }) => eventually(async () => requests[0], 'the event')),
  );
  expect(JSON.parse(own?.body ?? '')).toMatchObject({
    type: 'task.failed',
    data: { ...labels, ...failure },
  });
  expect(JSON.parse(other?.body ?? '')).toMatchObject({
    type: 'task.cancelled',
    data: { ...labels, ...failure },
  });
  await api.coinsBecome(coins);
  expect((await api.call('POST', `${task}/cancel`)).data).toMatchObject(failure);
  const { data: timeline } = await api.call('GET', `${task}/timeline`);
  const titles = timeline.rows.map(({ title }: { title: string }) => title);
  expect(titles.slice(0, 2)).toEqual(['Accepted', 'Asked embedded to start']);
  expect(titles).toContain('Failed');
});
