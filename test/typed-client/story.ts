import createClient from 'openapi-fetch';
import type { paths } from './api.d.ts';
import type { Told } from './told.ts';

/** What an app developer writes: every path, field and answer is typed by the served document. */
export async function tell(baseUrl: string, token: string): Promise<Told> {
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });

  const registered = await client.POST('/api/v1/webhooks/endpoints', {
    body: { url: 'http://127.0.0.1:60999/hook', events: ['task.completed', 'task.failed'] },
  });
  if (!registered.data) throw new Error(registered.error.message);
  const { secret, events } = registered.data.data;

  const start = await client.POST('/api/v1/userImage2Video/start', {
    params: { header: { 'Idempotency-Key': 'a-key-of-mine' } },
    body: { image_url: 'http://127.0.0.1:9/photo.jpg', prompt: 'slow push in', video_time: 5 },
  });
  if (!start.data) throw new Error(start.error.message);
  const task = Array.isArray(start.data.data) ? start.data.data[0] : start.data.data;
  if (!task) throw new Error('No task was started.');

  const list = await client.GET('/api/v1/userImage2Video/allRecords', {
    params: { query: { pageNum: 1, pageSize: 10 } },
  });
  const detail = await client.GET('/api/v1/userImage2Video/{id}', {
    params: { path: { id: task._id } },
  });
  const unknown = await client.GET('/api/v1/userImage2Video/{id}', {
    params: { path: { id: '0'.repeat(24) } },
  });
  return {
    started: { id: task._id, coins: task.coins },
    listed: list.data?.data.rows.map(({ _id }) => _id) ?? [],
    status: detail.data?.data.current_status ?? '',
    eventsOfEndpoint: events,
    secret,
    refusal: unknown.error?.message ?? '',
  };
}

/** Never run: each line below is a mistake that the types must catch, or this file does not compile. */
export async function mistakes(baseUrl: string): Promise<void> {
  const client = createClient<paths>({ baseUrl });
  // @ts-expect-error there is no such path
  await client.GET('/api/v1/userImage2Video/everything');
  // @ts-expect-error image_url is missing
  await client.POST('/api/v1/userImage2Video/start', { body: { prompt: 'x' } });
  await client.POST('/api/v1/userImage2Video/start', {
    // @ts-expect-error no video lasts 7 seconds
    body: { image_url: 'https://example.com/a.jpg', video_time: 7 },
  });
  await client.POST('/api/v1/webhooks/endpoints', {
    // @ts-expect-error there is no such event
    body: { url: 'https://example.com', events: ['task.eaten'] },
  });
  const { data } = await client.GET('/api/v1/user/remainingCoins');
  // @ts-expect-error the balance has no such member
  data?.data.rubles;
}
