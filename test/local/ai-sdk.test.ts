import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReelhook } from '../../functions/ai-sdk/create-reelhook.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

describe('the AI SDK', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let photos: Awaited<ReturnType<typeof startReceiver>>;
  let model: ReturnType<ReturnType<typeof createReelhook>>;
  beforeAll(async () => {
    photos = await startReceiver(servesPhoto);
    service = await startService({ environment: { PROVIDERS: '["embedded","mock"]' } });
    const options = { baseURL: service.stack.apiUrl, apiKey: service.user.token };
    model = createReelhook(options)('image-to-video');
  });
  afterAll(async () => {
    await service?.[Symbol.asyncDispose]();
    await photos?.[Symbol.asyncDispose]();
  });
  const photo = async () => new Uint8Array(await (await fetch(photos.url)).arrayBuffer());

  it('generates a video of a photo', async () => {
    const { video, warnings } = await generateVideo({
      model,
      prompt: { image: await photo(), text: '[[mock: takes 1s]]' },
      providerOptions: { reelhook: { provider: 'mock' } },
      duration: 5,
      poll: { intervalMs: 200 },
    });
    expect(video.mediaType).toBe('video/mp4');
    expect(Buffer.from(video.uint8Array).toString('latin1', 4, 8)).toBe('ftyp');
    expect(warnings).toEqual([]);
  });

  it('starts once with one key, and says how it goes', async () => {
    const call = {
      model,
      prompt: { image: await photo(), text: '[[mock: takes 1s]]' },
      providerOptions: { reelhook: { image_url: photos.url, provider: 'mock' } },
      headers: { 'Idempotency-Key': 'the-same' },
    };
    const { operation } = await startVideo(call);
    expect((await startVideo(call)).operation).toEqual(operation);
    const done = await eventually(async () => {
      const status = await getVideoStatus(model, { operation });
      return status.status === 'pending' ? undefined : status;
    }, 'the end of the video');
    expect(done).toMatchObject({
      status: 'completed',
      videos: [{ type: 'binary', mediaType: 'video/mp4' }],
    });
  });

  it('is called back instead of asking', async () => {
    await using receiver = await startReceiver(200);
    const { video } = await generateVideo({
      model,
      prompt: { image: await photo(), text: '[[mock: takes 1s]]' },
      providerOptions: { reelhook: { provider: 'mock' } },
      webhook: async () => ({
        url: receiver.url,
        received: eventually(async () => receiver.requests[0], 'the webhook').then(
          ({ headers, body }) => ({ headers: { ...headers } as never, body: JSON.parse(body) }),
        ),
      }),
    });
    expect(Buffer.from(video.uint8Array).toString('latin1', 4, 8)).toBe('ftyp');
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toMatchObject({ type: 'task.completed' });
  });

  it('says why a video failed', async () => {
    const prompt = { image: await photo(), text: 'x' };
    const reelhook = { image_url: 'http://127.0.0.1:9/gone.jpg' };
    const failing = generateVideo({
      ...{ model, prompt, providerOptions: { reelhook }, maxRetries: 0 },
      poll: { intervalMs: 200 },
    });
    await expect(failing).rejects.toThrow("The picture can't be fetched");
  });
});
