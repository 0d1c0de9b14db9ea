import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { voice, wav } from '../unit/functions/rendering/audio/sounds.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const astronaut = readFileSync(join(import.meta.dirname, '../../docs/samples/astronaut.jpg'));
const path = '/api/v1/talkingPhoto';

it('lets the face of a photo speak', async () => {
  await using photos = await startReceiver(
    (response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(astronaut),
  );
  await using sounds = await startReceiver(
    (response) => void response.writeHead(200).end(wav(voice(2, [[0.2, 1.8]]))),
  );
  await using pages = await startReceiver(
    (response) => void response.writeHead(200).end('<!doctype html>'),
  );
  await using service = await startService();
  const { call } = service.api;
  const finished = (id: string) =>
    eventually(async () => {
      const { data } = await call('GET', `${path}/${id}`);
      return ['completed', 'failed'].includes(data.current_status) ? data : undefined;
    }, `the end of task ${id}`);
  const request = { name: 'hello', image_url: photos.url, prompt: 'speaks', negative_prompt: '' };

  const started = await call('POST', `${path}/start`, { ...request, audio_url: sounds.url });
  expect(started).toMatchObject({ status: 200, code: 0, data: { audio_url: sounds.url } });
  const wrong = await call('POST', `${path}/start`, { ...request, audio_url: pages.url });

  const record = await finished(started.data._id);
  expect(record).toMatchObject({ current_status: 'completed', failed_code: '' });
  const video = await fetch(record.result_url);
  using input = new Input({
    formats: ALL_FORMATS,
    source: new BufferSource(await video.arrayBuffer()),
  });
  const audio = await input.getPrimaryAudioTrack();
  expect(await audio?.getCodec()).toBe('aac');
  expect(await audio?.computeDuration()).toBeCloseTo(2, 1);
  expect(await (await input.getPrimaryVideoTrack())?.computeDuration()).toBeCloseTo(2, 1);

  expect(await finished(wrong.data._id)).toMatchObject({
    current_status: 'failed',
    failed_code: 'audio_not_audio',
    failed_message: expect.stringContaining('The audio is no audio file; send a WAV'),
  });
});
