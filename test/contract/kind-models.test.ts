import { createFalClient } from '@fal-ai/client';
import Replicate from 'replicate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kinds, type TaskKind } from '../../functions/catalog/catalog.ts';
import type { StartCall } from '../../functions/providers/provider.ts';
import { startFakeProvider } from '../fakes/providers/fake-provider.ts';
import { API_KEY, JOB_ID, ok, VIDEO_URL } from '../fakes/providers/fake-words.ts';
import { providerAt, TASK_ID } from '../fakes/providers/provider-at.ts';
import { falDialect, replicateDialect } from '../fakes/providers/queue-dialects.ts';
import { capture, comparable } from '../fakes/providers/recorded-requests.ts';

const CALLBACK_URL = 'https://reelhook.example.com/callbacks/s3cret?x=1';
const fal = { type: 'fal', apiKey: API_KEY } as const;
const replicate = { type: 'replicate', apiKey: API_KEY } as const;

afterEach(() => vi.unstubAllGlobals());

function callOf(kind: TaskKind, more: object = {}): StartCall {
  const request = kinds[kind].request.parse({ ...kinds[kind].example, ...more });
  return { taskId: TASK_ID, kind, request, variant: 0 };
}

async function sentBy(entry: { readonly type: string }, call: StartCall) {
  const { fetch, first } = capture();
  vi.stubGlobal('fetch', fetch);
  const { provider } = providerAt(entry);
  expect(provider.refusals(call.kind, call.request)).toEqual([]);
  await provider.start({ ...call, callbackUrl: CALLBACK_URL });
  return first();
}

describe('a start of another kind beside the one that the maker’s SDK sends', () => {
  it('is the same for a picture by fal', async () => {
    const { fetch, first } = capture();
    const client = createFalClient({ credentials: API_KEY, fetch });
    await client.queue.submit('fal-ai/flux/schnell', {
      input: {
        prompt: 'a lighthouse in the fog',
        image_size: { width: 1024, height: 768 },
        num_images: 1,
        output_format: 'png',
      },
      webhookUrl: CALLBACK_URL,
    });
    const sent = await sentBy(fal, callOf('text-to-image', { max_images: 3 }));
    const headers = ['authorization', 'content-type', 'accept'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for a face that speaks by fal', async () => {
    const { fetch, first } = capture();
    const client = createFalClient({ credentials: API_KEY, fetch });
    await client.queue.submit('fal-ai/infinitalk', {
      input: {
        image_url: 'https://example.com/face.jpg',
        audio_url: 'https://example.com/speech.wav',
        prompt: 'She speaks to the camera.',
        resolution: '720p',
      },
      webhookUrl: CALLBACK_URL,
    });
    const sent = await sentBy(fal, callOf('talking-photo', { negative_prompt: '' }));
    const headers = ['authorization', 'content-type', 'accept'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for a larger video by fal', async () => {
    const { fetch, first } = capture();
    const client = createFalClient({ credentials: API_KEY, fetch });
    await client.queue.submit('fal-ai/topaz/upscale/video', {
      input: {
        video_url: 'https://example.com/small.mp4',
        upscale_factor: 4,
        H264_output: true,
      },
      webhookUrl: CALLBACK_URL,
    });
    const sent = await sentBy(fal, callOf('upscale', { upscale_factor: 4 }));
    const headers = ['authorization', 'content-type', 'accept'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for one by Replicate', async () => {
    const { fetch, first } = capture();
    const client = new Replicate({ auth: API_KEY, fetch: fetch as typeof globalThis.fetch });
    await client.predictions.create({
      version: 'f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
      input: { image: 'https://example.com/small.mp4', scale: 2 },
      webhook: CALLBACK_URL,
      webhook_events_filter: ['completed'],
    });
    const sent = await sentBy(replicate, callOf('upscale', { scale: 2 }));
    const headers = ['authorization', 'content-type'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });
});

describe('the end of another kind', () => {
  it('is found where the model has its file, at fal', async () => {
    await using upstream = await startFakeProvider({
      ...falDialect,
      answer(request, world) {
        const isResult = request.path.endsWith(`/requests/${JOB_ID}`);
        return isResult
          ? ok({ images: [{ url: VIDEO_URL }] })
          : falDialect.answer.call(this, request, world);
      },
    });
    const { provider } = providerAt({ ...fal, baseUrl: upstream.url });
    const operation = await provider.start(callOf('text-to-image'));
    upstream.become('completed');
    expect(await provider.check(operation)).toMatchObject({
      state: 'completed',
      result: { url: VIDEO_URL },
    });
  });

  it('is found where the operator says, at Replicate', async () => {
    await using upstream = await startFakeProvider({
      ...replicateDialect,
      answer(request, world) {
        if (request.method !== 'GET') return replicateDialect.answer.call(this, request, world);
        return ok({ id: JOB_ID, status: 'succeeded', output: { swapped: { file: VIDEO_URL } } });
      },
    });
    const model = {
      kind: 'face-swap',
      name: 'v1',
      id: 'someone/swap',
      expectedSeconds: 20,
      input: { face_url: 'source', video_url: 'target' },
      result: 'swapped.file',
    };
    const entry = { ...replicate, baseUrl: `${upstream.url}/v1`, models: [model] };
    const { provider } = providerAt(entry);
    expect(provider.kinds).toContain('face-swap');
    expect(provider.kinds).toContain('upscale');
    expect(provider.models?.length).toBeGreaterThan(1);
    const call = callOf('face-swap');
    expect(provider.refusals('face-swap', call.request)).toEqual([]);
    const operation = await provider.start(call);
    expect(JSON.parse(upstream.starts[0] ?? '').input).toEqual({
      source: 'https://example.com/face.jpg',
      target: 'https://example.com/dance.mp4',
    });
    expect(await provider.check(operation)).toMatchObject({ result: { url: VIDEO_URL } });
  });
});

describe('a model of another kind in the operator’s list', () => {
  const model = { kind: 'upscale', name: 'x', id: 'x', expectedSeconds: 1, input: {}, result: '' };

  it('is refused where the provider takes none, or it is of no kind', () => {
    const runway = { type: 'runway', apiKey: API_KEY };
    expect(() => providerAt({ ...runway, models: [model] })).toThrow('which runway does not take');
    expect(() => providerAt({ ...fal, models: [{ ...model, kind: 'sculpture' }] })).toThrow('kind');
  });

  it('refuses what the model does not take, lacks, or does not make', () => {
    const { provider } = providerAt(fal);
    const { request } = callOf('talking-photo', { audio_url: null });
    expect(provider.refusals('talking-photo', request)).toEqual([
      { field: 'negative_prompt', message: 'is not taken by infinitalk' },
      { field: 'audio_url', message: 'is required by infinitalk' },
    ]);
    expect(provider.refusals('dubbing', callOf('dubbing').request)).toMatchObject([
      { field: 'provider' },
    ]);
  });
});
