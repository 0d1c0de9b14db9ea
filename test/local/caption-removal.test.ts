import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import {
  landscape,
  readFrames,
} from '../unit/functions/rendering/caption-removal/captioned-frames.ts';
import { mp4Of } from '../unit/functions/rendering/video/clips.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const path = '/api/v1/userCaptionRemoval';
const frame = { width: 320, height: 180 };
const scene = { frame, frames: 30, background: landscape };

it('gives back a video without its captions, or says that there are none', async () => {
  const captions = [{ text: 'SAT ON A HAT', from: 6, to: 24 }];
  const captioned = await mp4Of(frame, readFrames({ ...scene, captions }));
  const clean = await mp4Of(frame, readFrames(scene));
  await using videos = await startReceiver(
    (response, { url }) =>
      void response.writeHead(200).end(url.endsWith('/clean.mp4') ? clean : captioned),
  );
  await using service = await startService();
  const { call } = service.api;
  const finished = (id: string) =>
    eventually(async () => {
      const { data } = await call('GET', `${path}/${id}`);
      return ['completed', 'failed'].includes(data.current_status) ? data : undefined;
    }, `the end of task ${id}`);

  const begun = { name: 'clean', source_url: `${videos.url}/captioned.mp4` };
  const started = await call('POST', `${path}/start`, begun);
  expect(started).toMatchObject({ status: 200, code: 0 });
  const none = await call('POST', `${path}/start`, {
    ...begun,
    source_url: `${videos.url}/clean.mp4`,
  });

  const record = await finished(started.data._id);
  expect(record).toMatchObject({ current_status: 'completed', failed_code: '' });
  const video = await fetch(record.result_url);
  using input = new Input({
    formats: ALL_FORMATS,
    source: new BufferSource(await video.arrayBuffer()),
  });
  expect(await input.computeDuration()).toBeCloseTo(2, 2);

  expect(await finished(none.data._id)).toMatchObject({
    current_status: 'failed',
    failed_code: 'no_captions_found',
    failed_message: expect.stringContaining('`region`'),
  });
});
