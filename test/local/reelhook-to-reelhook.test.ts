import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { kinds, type TaskKind } from '../../functions/catalog/catalog.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { kindApi } from './kind-api.ts';
import { startProcess } from './process.ts';
import { servesPhoto, startService } from './service.ts';
import { accepts } from './verify.ts';

type Process = Awaited<ReturnType<typeof startProcess>>;

/** The states that the task's execution entered, as the local run's log names them. */
function transitionsOf(process: Process, taskId: string): string[] {
  const short = taskId.slice(-6);
  return process
    .output()
    .split('\n')
    .filter((line) => line.includes(short) && line.includes('→'))
    .map((line) => line.slice(line.indexOf('→') + 2).trim());
}

describe('one Reelhook that has another make its videos', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reelhook-pair-'));
  const parts = new AsyncDisposableStack();
  let photos: Awaited<ReturnType<typeof startReceiver>>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let near: Process;
  let far: Awaited<ReturnType<typeof startService>>;

  beforeAll(async () => {
    photos = parts.use(await startReceiver(servesPhoto));
    receiver = parts.use(await startReceiver(204));
    const providers = { 'image-to-video': ['embedded'], '*': [{ type: 'mock', takesSeconds: 0 }] };
    const environment = { PROVIDERS: JSON.stringify(providers) };
    far = parts.use(await startService({ environment }));
    const nearPort = await freePort();
    const upstream = {
      type: 'a2e',
      name: 'upstream',
      baseUrl: far.stack.apiUrl,
      honoursIdempotencyKey: true,
      reachesPrivateAddresses: true,
    };
    const settings = {
      ASSEMBLY_DIR: inject('assemblyDirectory'),
      PROVIDERS: JSON.stringify([upstream]),
      A2E_TOKEN: far.user.token,
      CALLBACK_URL: `http://localhost:${nearPort}`,
    };
    near = parts.use(await startProcess(folder, nearPort, settings));
  });
  afterAll(async () => {
    await parts.disposeAsync();
    rmSync(folder, { recursive: true, force: true });
  });

  it('passes the photo on, is called back, stores the video and calls back in turn', async () => {
    const request = { image_url: photos.url, prompt: 'slow push in', webhook_url: receiver.url };
    const { data } = await near.api.start(request);
    const working = await eventually(async () => {
      const record = (await near.api.detail(data._id)).data;
      return 'eta' in record ? record : undefined;
    }, 'the forecast');
    expect(working.eta.p50_seconds).toBeGreaterThan(100);
    expect(working.eta.p90_seconds).toBeGreaterThan(working.eta.p50_seconds);

    const record = await near.api.finished(data._id);
    expect(record).toMatchObject({ current_status: 'completed', provider: 'upstream' });
    expect(record).not.toHaveProperty('eta');
    const video = await fetch(record.result_url);
    expect(video.headers.get('content-type')).toBe('video/mp4');
    const { byteLength: bytes } = await video.arrayBuffer();
    expect(bytes).toBeGreaterThan(10_000);
    expect(record.media).toMatchObject({ bytes, seconds: 5 });
    const poster = await eventually(async () => {
      const found = await fetch(record.media.poster_url);
      return found.ok ? found : undefined;
    }, 'the poster');
    expect(poster.headers.get('content-type')).toBe('image/jpeg');

    const { data: farList } = await far.api.list();
    expect(farList).toMatchObject({ count: 1, rows: [{ name: data._id }] });
    expect(new URL(record.result_url).host).not.toBe(new URL(farList.rows[0].result_url).host);

    const called = await eventually(async () => receiver.requests[0], 'the callback');
    expect(accepts(near.user.signingSecret, called)).toBe(true);
    expect(accepts(far.user.signingSecret, called)).toBe(false);
    expect(JSON.parse(called.body)).toMatchObject({
      type: 'task.completed',
      data: { _id: data._id, result_url: record.result_url },
    });

    const transitions = await eventually(async () => {
      const entered = transitionsOf(near, data._id);
      return entered.includes('Finish the task') ? entered : undefined;
    }, 'the log');
    expect(transitions.length).toBeLessThanOrEqual(12);
    const noticed = Date.parse(record.updatedAt) - Date.parse(farList.rows[0].updatedAt);
    expect(noticed).toBeLessThan(10_000);
  });

  it('passes on what is not a photo too: each in its family’s own words, and called back', async () => {
    const calls = (kind: TaskKind) => kindApi(near.api, kind);
    const begin = async (kind: TaskKind, more: object = {}) => {
      const body = { ...kinds[kind].example, ...more, webhook_url: receiver.url };
      return (await calls(kind).start(body)).data._id as string;
    };
    const getOutcome = async (id: string) => {
      const isAbout = ({ body }: { body: string }) => JSON.parse(body).data._id === id;
      const find = async () => receiver.requests.find(isAbout);
      const called = await eventually(find, `the callback about ${id}`);
      expect(accepts(near.user.signingSecret, called)).toBe(true);
      return JSON.parse(called.body).data;
    };
    const [swap, voice, larger, avatar] = await Promise.all([
      begin('face-swap'),
      begin('voice-clone'),
      begin('upscale', { scale: 4 }),
      begin('avatar-training'),
    ]);

    const swapped = await getOutcome(swap);
    expect(swapped).toMatchObject({ error_code: '0', faild_message: null, provider: 'upstream' });
    expect((await fetch(swapped.result_url)).headers.get('content-type')).toBe('video/mp4');
    expect(await getOutcome(larger)).toMatchObject({ current_status: 'completed' });
    const cloned = await getOutcome(voice);
    expect(cloned).toMatchObject({ current_status: 'completed', voice_urls: [expect.any(String)] });
    const farVoice = (await kindApi(far.api, 'voice-clone').page()).data.rows[0];
    expect(cloned.speaker_id).toBe(farVoice.speaker_id);

    const trained = await getOutcome(avatar);
    expect(trained.anchor_id).toBe(avatar);
    const own = { anchor_type: 1, anchor_id: avatar };
    const video = await getOutcome(await begin('avatar-video', own));
    expect(video).toMatchObject({ status: 'success', process: 100, ...own });
    expect((await fetch(video.result)).status).toBe(200);
    const farAvatar = (await kindApi(far.api, 'avatar-training').page()).data.rows[0];
    const farVideo = (await kindApi(far.api, 'avatar-video').page()).data.rows[0];
    expect(farVideo).toMatchObject({ name: video._id, anchor_id: farAvatar._id });
    expect(farAvatar._id).not.toBe(avatar);
  });

  it('takes no call that was not asked for', async () => {
    const taskId = (await near.api.list()).data.rows[0]._id;
    const path = `/api/v1/callbacks/upstream/${taskId}`;
    const call = (query: string) =>
      near.api.call('POST', `${path}${query}`, { type: 'task.failed' });
    expect(await call('?secret=guessed')).toMatchObject({ status: 404, code: 404 });
    expect(await call('')).toMatchObject({ status: 404 });
    expect((await near.api.detail(taskId)).data.current_status).toBe('completed');
  });
});
