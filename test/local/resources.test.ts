import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skippingClock } from '../../infra/local/clock.ts';
import {
  ANCHOR_ID,
  SYSTEM_VOICE_ID,
  startA2eUpstream,
  TWIN_ID,
  VOICE_ID,
} from '../fakes/providers/a2e-upstream.ts';
import { API_KEY } from '../fakes/providers/fake-words.ts';
import type { Api } from './api.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const api = (path: string) => `/api/v1${path}`;

describe('what an owner saves', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let ada: Api;
  let bob: Api;
  beforeAll(async () => {
    service = await startService();
    ada = service.api;
    bob = (await service.addUser('bob', 100)).api;
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('is a list of faces, the newest first', async () => {
    const first = await ada.call('POST', api('/userFaceSwapImage/add'), {
      face_url: 'https://example.com/ada.jpg',
    });
    expect(first.data).toEqual([
      {
        _id: expect.stringMatching(/^[0-9a-f]{24}$/),
        face_url: 'https://example.com/ada.jpg',
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
      },
    ]);
    const second = await ada.call('POST', api('/userFaceSwapImage/add'), {
      face_url: 'https://example.com/eve.jpg',
    });
    expect(second.data.map((face: { face_url: string }) => face.face_url)).toEqual([
      'https://example.com/eve.jpg',
      'https://example.com/ada.jpg',
    ]);
    const records = await ada.call('GET', api('/userFaceSwapImage/records'));
    expect(records.data).toEqual(second.data);

    const [{ _id }] = second.data;
    expect((await bob.call('GET', api('/userFaceSwapImage/records'))).data).toEqual([]);
    expect(await bob.call('DELETE', api(`/userFaceSwapImage/${_id}`))).toMatchObject({
      status: 404,
    });
    expect(await ada.call('DELETE', api(`/userFaceSwapImage/${_id}`))).toMatchObject({ code: 0 });
    expect(await ada.call('DELETE', api(`/userFaceSwapImage/${_id}`))).toMatchObject({
      status: 404,
    });
    expect(await ada.call('DELETE', api('/userFaceSwapImage/eve'))).toMatchObject({ status: 400 });
    const wrong = await ada.call('POST', api('/userFaceSwapImage/add'), { face_url: 'data:x' });
    expect(wrong).toMatchObject({ status: 400, errors: [{ field: 'face_url' }] });
    expect((await ada.call('GET', api('/userFaceSwapImage/records'))).data).toHaveLength(1);
  });

  it('is a list of backgrounds, and no one else’s', async () => {
    const img_url = 'https://example.com/beach.jpg';
    const added = await ada.call('POST', api('/custom_back/add'), { img_url });
    expect(added.data).toMatchObject({ type: 'custom', img_url });
    const all = await ada.call('POST', api('/custom_back/allBackground'), '', {
      'content-type': 'text/plain',
    });
    expect(all.data).toEqual([added.data]);
    expect((await ada.call('POST', api('/custom_back/list'))).data).toEqual([added.data]);
    expect((await bob.call('POST', api('/custom_back/list'))).data).toEqual([]);

    const { _id } = added.data;
    expect(await bob.call('POST', api('/custom_back/del'), { _id })).toMatchObject({ status: 404 });
    expect(await ada.call('POST', api('/custom_back/del'), { _id })).toMatchObject({ code: 0 });
    expect((await ada.call('POST', api('/custom_back/list'))).data).toEqual([]);
    expect(await ada.call('POST', api('/custom_back/add'), {})).toMatchObject({
      status: 400,
      message: 'img_url is required',
    });
  });

  it('has no avatars without a provider, and says who would answer the rest', async () => {
    expect((await ada.call('GET', api('/anchor/character_list?type=custom'))).data).toEqual([]);
    expect((await ada.call('POST', api('/anchor/list'), { web_type: 'a2e' })).data).toEqual([]);
    const image_url = 'https://example.com/ada.jpg';
    for (const [method, path, body] of [
      ['POST', '/custom_back/randomBackground'],
      ['GET', '/streaming-avatar/all_avatars'],
      ['POST', '/streaming-avatar/agora-token', { avatar_id: 'x' }],
      ['POST', '/streaming-avatar/direct-speak', { text: 'Hi' }],
      ['POST', '/streaming-avatar/leave', { channel: 'x', uid: 1 }],
      ['POST', '/watermark/start', { image_url }],
      ['POST', '/userImage2Video/prompt_extension', { image_url, prompt: 'x' }],
      ['GET', '/userImage2Video/unlimitedQueueLevel'],
    ] as const) {
      const answer = await ada.call(method, api(path), body);
      expect(answer).toMatchObject({ status: 424, message: expect.stringContaining('A2E_TOKEN') });
    }
    expect(await ada.coins()).toBe(10_000);
    const forbidden = { isAutoToPublicPool: true };
    expect(await ada.call('POST', api('/video/auto-public-pool'), forbidden)).toMatchObject({
      status: 403,
    });
    expect(await ada.call('POST', api('/userVideoTwin/upload'))).toMatchObject({ status: 400 });
  });
});

describe('what A2E answers at once', () => {
  let upstream: Awaited<ReturnType<typeof startA2eUpstream>>;
  let service: Awaited<ReturnType<typeof startService>>;
  let ada: Api;
  let bob: Api;
  beforeAll(async () => {
    upstream = await startA2eUpstream();
    const a2e = { type: 'a2e', baseUrl: upstream.url, reachesPrivateAddresses: true };
    service = await startService({
      environment: { PROVIDERS: JSON.stringify([a2e]), A2E_TOKEN: API_KEY },
    });
    ada = service.api;
    bob = (await service.addUser('bob', 50)).api;
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  it('shows everyone’s avatars and backgrounds, and nothing that the account has had made', async () => {
    const { data } = await ada.call('GET', api('/anchor/character_list'));
    expect(data).toMatchObject([{ _id: 'system-1', type: 'default' }]);
    expect((await bob.call('POST', api('/anchor/character_list'), {})).data).toEqual(data);
    expect((await bob.call('POST', api('/anchor/list'))).data).toEqual(data);
    expect(upstream.count('POST /api/v1/anchor/list')).toBe(1);

    const img_url = 'https://example.com/beach.jpg';
    const own = (await ada.call('POST', api('/custom_back/add'), { img_url })).data;
    expect((await ada.call('POST', api('/custom_back/allBackground'))).data).toEqual([
      own,
      { _id: 'back-1', type: 'default', img_url: 'https://a/beach.jpg' },
    ]);
    expect((await bob.call('POST', api('/custom_back/randomBackground'))).data._id).toBe('back-1');
  });

  it('lets an owner talk, and no other into the talk', async () => {
    expect((await ada.call('GET', api('/streaming-avatar/all_avatars'))).data).toEqual([
      { _id: 'stream-1', name: 'Host' },
    ]);
    const before = await ada.coins();
    const request = { avatar_id: 'stream-1', expire_seconds: 60 };
    const key = { 'idempotency-key': 'talk-1' };
    const token = await ada.call('POST', api('/streaming-avatar/agora-token'), request, key);
    expect(token.data).toEqual({ appId: 'app', channel: 'channel-1', token: 'agora', uid: 7 });
    const again = await ada.call('POST', api('/streaming-avatar/agora-token'), request, key);
    expect(again.data).toEqual(token.data);
    expect(before - (await ada.coins())).toBe(60);

    const poor = await bob.call('POST', api('/streaming-avatar/agora-token'), request);
    expect(poor).toMatchObject({
      status: 400,
      message: expect.stringContaining('Not enough coins'),
    });

    const line = { channel: 'channel-1', text: 'Hello' };
    expect(await bob.call('POST', api('/streaming-avatar/direct-speak'), line)).toMatchObject({
      status: 404,
    });
    expect(await bob.call('POST', api('/streaming-avatar/leave'), line)).toMatchObject({
      status: 404,
    });
    expect(upstream.count('POST /api/v1/streaming-avatar/direct-speak')).toBe(0);
    expect(
      await ada.call('POST', api('/streaming-avatar/direct-speak'), { text: 'Hello', lang: 'en' }),
    ).toMatchObject({ code: 0 });
    expect(upstream.sentTo('POST /api/v1/streaming-avatar/direct-speak')).toEqual({
      channel: 'channel-1',
      text: 'Hello',
      lang: 'en',
    });
    const leave = { channel: 'channel-1', uid: 7 };
    expect(await ada.call('POST', api('/streaming-avatar/leave'), leave)).toMatchObject({
      code: 0,
    });
    expect(await ada.call('POST', api('/streaming-avatar/leave'), leave)).toMatchObject({
      status: 404,
    });
  });

  it('copies what comes of a watermark into our bucket, once for a key', async () => {
    const before = await ada.coins();
    const body = { image_url: 'https://example.com/photo.jpg' };
    const headers = { 'idempotency-key': 'mark-1' };
    const done = await ada.call('POST', api('/watermark/start'), body, headers);
    expect(done.data.result_url).toMatch(/\/results\/[0-9a-f]{32}\.jpg$/);
    const file = await fetch(done.data.result_url);
    expect(file.headers.get('content-type')).toBe('image/jpeg');
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
    const again = await ada.call('POST', api('/watermark/start'), body, headers);
    expect(again.data).toEqual(done.data);
    expect(upstream.count('POST /api/v1/watermark/start')).toBe(1);
    expect(before - (await ada.coins())).toBe(30);

    const other = { image_url: 'https://example.com/other.jpg' };
    expect(await ada.call('POST', api('/watermark/start'), other, headers)).toMatchObject({
      status: 422,
    });
  });

  it('puts prompts into the model’s words', async () => {
    const image_url = 'https://example.com/photo.jpg';
    const extended = await ada.call('POST', api('/userImage2Video/prompt_extension'), {
      image_url,
      prompt: 'a rocket',
      negative_prompt: 'blur',
    });
    expect(extended.data).toEqual({ prompt: 'A rocket, vast' });
    const streamed = await ada.call('POST', api('/userImage2Video/prompt_extension'), {
      image_url,
      prompt: 'a rocket',
      stream: true,
    });
    expect(streamed).toMatchObject({ status: 400, errors: [{ field: 'stream' }] });
    expect((await ada.call('GET', api('/userImage2Video/unlimitedQueueLevel'))).data).toEqual({
      level: 2,
    });
  });

  it('says what A2E says when it refuses, and takes no coins then', async () => {
    const before = await ada.coins();
    const route = 'POST /api/v1/watermark/start';
    const body = { image_url: 'https://example.com/photo.jpg' };
    const refusals = [
      [400, 'video_url is required', 400],
      [400, 'Not enough coins', 424],
      [403, 'NSFW content', 403],
      [401, 'Invalid token', 424],
      [500, 'Oops', 424],
    ] as const;
    for (const [status, message, ours] of refusals) {
      upstream.plan(route, { status, message });
      expect(await ada.call('POST', api('/watermark/start'), body)).toMatchObject({
        status: ours,
        message: expect.stringContaining(message),
      });
    }
    upstream.plan(route, { status: 429, message: 'Slow down' });
    const busy = await fetch(`${service.stack.apiUrl}${api('/watermark/start')}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.user.token}` },
      body: JSON.stringify(body),
    });
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '30']);
    upstream.plan(route, { data: { result_url: `${upstream.url}/nothing.jpg` } });
    expect(await ada.call('POST', api('/watermark/start'), body)).toMatchObject({ status: 424 });
    expect(await ada.coins()).toBe(before);
  });
});

describe('what an owner has had trained at A2E', () => {
  let upstream: Awaited<ReturnType<typeof startA2eUpstream>>;
  let service: Awaited<ReturnType<typeof startService>>;
  let ada: Api;
  let bob: Api;
  beforeAll(async () => {
    upstream = await startA2eUpstream();
    const a2e = { type: 'a2e', baseUrl: upstream.url, reachesPrivateAddresses: true };
    service = await startService({
      clock: skippingClock(),
      environment: { PROVIDERS: JSON.stringify([a2e]), A2E_TOKEN: API_KEY },
    });
    ada = service.api;
    bob = (await service.addUser('bob', 1000)).api;
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  async function trained(path: string, body: object): Promise<{ _id: string }> {
    const started = await ada.call('POST', api(path), body);
    const detail = api(`/${path.split('/')[1]}/${started.data._id}`);
    return eventually(async () => {
      const { data } = await ada.call('GET', detail);
      return data.current_status === 'completed' ? data : undefined;
    }, 'the end of the training');
  }

  it('is an avatar, in the owner’s list alone, and A2E’s own id of it in nobody’s', async () => {
    const video_url = 'https://example.com/ada.mp4';
    const body = { name: 'Ada', gender: 'female', video_url };
    const avatar = await trained('/userVideoTwin/startTraining', body);
    const own = { _id: avatar._id, type: 'custom', name: 'Ada', base_video: video_url };
    const mine = await ada.call(
      'GET',
      api(`/anchor/character_list?type=custom&user_video_twin_id=${avatar._id}`),
    );
    expect(mine.data).toMatchObject([own]);
    const all = await ada.call('POST', api('/anchor/list'));
    expect(all.data).toMatchObject([own, { _id: 'system-1' }]);
    expect(JSON.stringify(all.data)).not.toContain(ANCHOR_ID);
    expect((await bob.call('POST', api('/anchor/list'))).data).toMatchObject([{ _id: 'system-1' }]);

    const eyes = await ada.call('POST', api('/userVideoTwin/eyeContact'), { _id: avatar._id });
    expect(eyes.data).toMatchObject({ _id: avatar._id, current_status: 'completed' });
    expect(upstream.sentTo('POST /api/v1/userVideoTwin/eyeContact')).toEqual({ _id: TWIN_ID });
    expect(
      await bob.call('POST', api('/userVideoTwin/eyeContact'), { _id: avatar._id }),
    ).toMatchObject({ status: 404 });

    const voice = await ada.call('POST', api('/userVideoTwin/addVoiceClone'), { _id: avatar._id });
    expect(voice.data).toMatchObject({ name: 'Ada', voice_urls: [video_url], gender: 'female' });
  });

  it('is no video where A2E’s link leads to something else: the task fails by name, coins back', async () => {
    const id = '0000000000000000000000e1';
    const result_url = `${upstream.url}/files/speech.wav`;
    upstream.plan(`POST ${api('/userImage2Video/start')}`, { data: { _id: id } });
    upstream.plan(`GET ${api(`/userImage2Video/${id}`)}`, {
      data: { _id: id, current_status: 'completed', result_url },
    });
    const before = await ada.coins();
    const started = await ada.start({ image_url: 'https://example.com/photo.jpg' });
    expect(await ada.finished(started.data._id)).toMatchObject({
      current_status: 'failed',
      failed_code: 'result_invalid',
      failed_message: expect.stringMatching(/a2e.*is audio\/wav, where video\/mp4 was to be made/),
      result_url: '',
    });
    await ada.coinsBecome(before);
  });

  it('is a voice that speaks for the owner alone, at its price', async () => {
    const voice_urls = ['https://example.com/ada.mp3'];
    const voice = await trained('/userVoice/training', { name: 'Ada', voice_urls });
    const before = await ada.coins();
    const request = { msg: 'Welcome.', user_voice_id: voice._id, country: 'en', region: 'GB' };
    const spoken = await ada.call('POST', api('/video/send_tts'), request);
    expect(spoken.data).toMatch(/\/speech\/[0-9a-f]{32}\.wav$/);
    expect((await fetch(spoken.data)).headers.get('content-type')).toBe('audio/wav');
    expect(upstream.sentTo('POST /api/v1/video/send_tts')).toEqual({
      msg: 'Welcome.',
      user_voice_id: VOICE_ID,
      country: 'en',
      region: 'GB',
      speechRate: 1,
    });
    // Twelve seconds are two begun tens, at four coins each.
    expect(before - (await ada.coins())).toBe(8);
    const previews = await ada.call('GET', api('/tts/preview/list'));
    expect(previews.data.data).toMatchObject([{ duration: 12, coins: 8 }]);

    const bySpeaker = await ada.call('POST', api('/video/send_tts'), {
      ...request,
      user_voice_id: 'speaker-1',
    });
    expect(bySpeaker.status).toBe(200);
    const stolen = await bob.call('POST', api('/video/send_tts'), request);
    expect(stolen).toMatchObject({
      status: 400,
      errors: [{ field: 'user_voice_id', message: expect.stringContaining('no voice of yours') }],
    });
    expect(await bob.coins()).toBe(1000);
  });

  it('is never the voice that speaks for a tts_id, while those of everyone’s do', async () => {
    const speak = async (tts_id: string) => {
      const answer = await bob.call('POST', api('/video/send_tts'), { msg: 'Welcome.', tts_id });
      return { ...answer, sent: upstream.sentTo('POST /api/v1/video/send_tts') };
    };
    const shared = await speak(SYSTEM_VOICE_ID);
    expect(shared.data).toMatch(/\/speech\/[0-9a-f]{32}\.wav$/);
    expect(shared).not.toHaveProperty('warnings');
    expect(shared.sent).toMatchObject({ msg: 'Welcome.', tts_id: SYSTEM_VOICE_ID });
    expect(await bob.coins()).toBe(1000 - 2 * 2);
    const stolen = await speak(VOICE_ID);
    expect(stolen).toMatchObject({ status: 200, sent: shared.sent });
    expect(stolen.warnings).toMatchObject([{ field: 'tts_id' }]);
    expect(stolen.data).toMatch(/\.mp3$/);
  });
});
