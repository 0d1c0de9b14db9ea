import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { a2e } from '../../functions/providers/a2e/a2e.ts';
import { type QueryName, querySchemas } from '../../functions/providers/provider-query.ts';
import { SYSTEM_VOICE_ID, startA2eUpstream, VOICE_ID } from '../fakes/providers/a2e-upstream.ts';
import { API_KEY } from '../fakes/providers/fake-words.ts';
import { providerAt } from '../fakes/providers/provider-at.ts';

describe('what A2E answers at once', () => {
  let upstream: Awaited<ReturnType<typeof startA2eUpstream>>;
  beforeAll(async () => {
    upstream = await startA2eUpstream();
  });
  afterAll(() => upstream[Symbol.asyncDispose]());

  const answers = (apiKey = API_KEY) =>
    providerAt({ type: 'a2e', apiKey, baseUrl: upstream.url }).provider.queryHandlers ?? {};
  const operation = { id: VOICE_ID, kind: 'image-to-video' };

  /** Each query once: what is asked, where it goes, what is sent and what comes back. */
  const cases: Record<
    QueryName,
    { request: object; route: string; body?: object; answer: unknown }
  > = {
    'list-avatars': {
      request: {},
      route: 'POST /api/v1/anchor/list',
      body: { web_type: 'a2e' },
      answer: [expect.objectContaining({ _id: 'system-1', name: 'Everyone' })],
    },
    'list-backgrounds': {
      request: {},
      route: 'POST /api/v1/custom_back/allBackground',
      body: {},
      answer: [{ _id: 'back-1', type: 'default', img_url: 'https://a/beach.jpg' }],
    },
    'list-voices': {
      request: { country: 'en', region: 'GB' },
      route: 'GET /api/v1/anchor/voice_list',
      answer: [
        { id: SYSTEM_VOICE_ID, ttsRate: 2 },
        { id: '0000000000000000000000d2', ttsRate: null },
      ],
    },
    speak: {
      request: {
        voice: { trainedBy: operation },
        text: 'Hello',
        rate: 1.5,
        country: 'en',
        region: 'GB',
      },
      route: 'POST /api/v1/video/send_tts',
      body: { msg: 'Hello', user_voice_id: VOICE_ID, country: 'en', region: 'GB', speechRate: 1.5 },
      answer: { url: expect.stringMatching(/\/files\/speech\.wav$/) },
    },
    watermark: {
      request: { image_url: 'https://a/1.jpg', mode: 'all' },
      route: 'POST /api/v1/watermark/start',
      body: { image_url: 'https://a/1.jpg', mode: 'all' },
      answer: { url: expect.stringMatching(/\/files\/clean\.jpg$/) },
    },
    'extend-prompt': {
      request: {
        image_url: 'https://a/1.jpg',
        prompt: 'x',
        negative_prompt: '',
        reference_id: 'r',
      },
      route: 'POST /api/v1/userImage2Video/prompt_extension',
      body: {
        image_url: 'https://a/1.jpg',
        prompt: 'x',
        negative_prompt: '',
        reference_id: 'r',
        stream: false,
      },
      answer: { prompt: 'A rocket, vast' },
    },
    'queue-level': {
      request: {},
      route: 'GET /api/v1/userImage2Video/unlimitedQueueLevel',
      answer: { level: 2 },
    },
    'correct-eye-contact': {
      request: { operation },
      route: 'POST /api/v1/userVideoTwin/eyeContact',
      body: { _id: VOICE_ID },
      answer: expect.anything(),
    },
    'get-1080p': {
      request: { operation },
      route: `GET /api/v1/veoVideo/${VOICE_ID}/1080p`,
      answer: { url: 'https://a2e.test/large.mp4' },
    },
    'list-streaming-avatars': {
      request: {},
      route: 'GET /api/v1/streaming-avatar/all_avatars',
      answer: [{ _id: 'stream-1', name: 'Host' }],
    },
    'start-streaming': {
      request: { avatar_id: 'stream-1', expire_seconds: 60 },
      route: 'POST /api/v1/streaming-avatar/agora-token',
      body: { avatar_id: 'stream-1', expire_seconds: 60 },
      answer: { appId: 'app', channel: 'channel-1', token: 'agora', uid: 7 },
    },
    'speak-streaming': {
      request: { channel: 'channel-1', text: 'Hi', lang: 'en' },
      route: 'POST /api/v1/streaming-avatar/direct-speak',
      body: { channel: 'channel-1', text: 'Hi', lang: 'en' },
      answer: null,
    },
    'leave-streaming': {
      request: { channel: 'channel-1', uid: 7 },
      route: 'POST /api/v1/streaming-avatar/leave',
      body: { channel: 'channel-1', uid: 7 },
      answer: { coins: 3 },
    },
  };

  it('is every query there is', () => {
    expect(a2e.queries?.toSorted()).toEqual(Object.keys(querySchemas).sort());
    expect(Object.keys(answers()).sort()).toEqual(Object.keys(querySchemas).sort());
  });

  it.each(Object.entries(cases))('%s is put as the API has it', async (name, expected) => {
    const answer = answers()[name as QueryName] as (request: object) => Promise<unknown>;
    expect(await answer(expected.request)).toEqual(expected.answer);
    expect(upstream.sentTo(expected.route)).toEqual(expected.body);
  });

  it('has a voice of everyone’s speak by its own id', async () => {
    const voice = { system: SYSTEM_VOICE_ID };
    await answers().speak?.({ voice, text: 'Hello', rate: 1, country: 'en' });
    const body = { msg: 'Hello', tts_id: SYSTEM_VOICE_ID, country: 'en', speechRate: 1 };
    expect(upstream.sentTo('POST /api/v1/video/send_tts')).toEqual(body);
  });

  it('asks for the prompt of two frames elsewhere', async () => {
    const request = {
      image_url: 'https://a/1.jpg',
      end_image_url: 'https://a/2.jpg',
      prompt: '',
      negative_prompt: '',
      reference_id: 'r',
    };
    expect(await answers()['extend-prompt']?.(request)).toEqual({ prompt: 'From here to there' });
  });

  it('is refused in A2E’s own words, without the credentials', async () => {
    const wrong = answers('sk_somebody-elses-token-12345')['queue-level']?.({});
    await expect(wrong).rejects.toMatchObject({ name: 'ProviderError', code: 'unauthorized' });
    upstream.plan('POST /api/v1/watermark/start', { status: 400, message: 'Not enough coins' });
    await expect(answers().watermark?.({ image_url: 'https://a/1.jpg' })).rejects.toMatchObject({
      code: 'quota_exceeded',
      message: expect.stringContaining('Not enough coins'),
    });
    upstream.plan('POST /api/v1/watermark/start', { status: 429, message: 'Slow down' });
    await expect(answers().watermark?.({ image_url: 'https://a/1.jpg' })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 30,
    });
  });

  it('is not understood where the answer lacks what is promised', async () => {
    upstream.plan('POST /api/v1/video/send_tts', { data: { audio: 'somewhere' } });
    const spoken = answers().speak?.({
      voice: { trainedBy: operation },
      text: 'x',
      rate: 1,
      country: 'en',
      region: 'US',
    });
    await expect(spoken).rejects.toMatchObject({ code: 'answer_unreadable' });
  });
});
