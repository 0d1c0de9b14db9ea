import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

it('turns a photo into a video and says so in a signed callback', async () => {
  await using photos = await startReceiver(servesPhoto);
  await using receiver = await startReceiver(204);
  await using service = await startService();
  const { api, user } = service;

  const started = await api.start({
    name: 'lift-off',
    image_url: photos.url,
    prompt: 'slow push in',
    negative_prmpt: 'blur',
    webhook_url: receiver.url,
    webhook_token: 'my-own-token',
    cfg_strength: 'whatever',
  });
  expect(started).toMatchObject({
    status: 200,
    code: 0,
    trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    data: {
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'lift-off',
      negative_prompt: 'blur',
      current_status: 'initialized',
      coins: 30,
      result_url: '',
      failed_message: '',
    },
  });
  expect(JSON.stringify(started)).not.toContain('my-own-token');

  const { webhooks: _webhooks, ...record } = await api.finished(started.data._id);
  expect(record).toMatchObject({ current_status: 'completed', process: 100, failed_code: '' });
  expect(await api.coins()).toBe(9970);

  const video = await fetch(record.result_url);
  expect(video.headers.get('content-type')).toBe('video/mp4');
  const input = new Input({
    formats: ALL_FORMATS,
    source: new BufferSource(await video.arrayBuffer()),
  });
  const { media } = record;
  const poster = await fetch(media.poster_url);
  expect(poster.headers.get('content-type')).toBe('image/jpeg');
  const preview = await fetch(media.preview_url);
  expect((await preview.arrayBuffer()).byteLength).toBeLessThan(150_000);
  const { data: item } = await api.call('GET', `/api/v1/tasks/${record._id}`);
  expect(item.media).toEqual(media);
  const track = await input.getPrimaryVideoTrack();
  expect(media).toMatchObject({
    ...{ width: track?.displayWidth, height: track?.displayHeight, seconds: 5 },
    bytes: Number(video.headers.get('content-length')),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(track?.codec).toBe('avc');
  expect(await track?.computeDuration()).toBeCloseTo(5, 1);
  const pixels = (track?.displayWidth ?? 0) * (track?.displayHeight ?? 0);
  expect(Math.abs(pixels / 921_600 - 1)).toBeLessThan(0.05);

  const callback = await eventually(async () => receiver.requests[0], 'the callback');
  expect(callback.headers['x-a2e-webhook-token']).toBe('my-own-token');
  const headers = callback.headers as Record<string, string>;
  const event = new Webhook(user.signingSecret).verify(callback.body, headers);
  expect(event).toMatchObject({
    type: 'task.completed',
    data: { ...record, kind: 'image-to-video', version: expect.any(Number) },
  });
  expect(() => new Webhook(user.signingSecret).verify(`${callback.body} `, headers)).toThrow();
});
