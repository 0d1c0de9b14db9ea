import { createFalClient } from '@fal-ai/client';
import { GoogleGenAI } from '@google/genai';
import RunwayML from '@runwayml/sdk';
import LumaAI from 'lumaai';
import Replicate from 'replicate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { API_KEY } from '../fakes/providers/fake-words.ts';
import { capture, comparable, ours } from '../fakes/providers/recorded-requests.ts';

const IMAGE_URL = 'https://photos.example.com/rocket.jpg';
const END_IMAGE_URL = 'https://photos.example.com/orbit.jpg';
const CALLBACK_URL = 'https://reelhook.example.com/callbacks/s3cret?x=1';
/** What `providerAt` loads for any picture. */
const PICTURE = Buffer.from('a picture').toString('base64');

/** Its types are those of node-fetch; it takes the platform's own. */
type LumaFetch = NonNullable<NonNullable<ConstructorParameters<typeof LumaAI>[0]>['fetch']>;

afterEach(() => vi.unstubAllGlobals());

describe('our start beside the one that the maker’s SDK sends', () => {
  it('is the same for fal', async () => {
    const { fetch, first } = capture();
    const client = createFalClient({ credentials: API_KEY, fetch });
    await client.queue.submit('fal-ai/wan/v2.7/image-to-video', {
      input: {
        image_url: IMAGE_URL,
        prompt: 'it takes off',
        negative_prompt: 'birds',
        duration: '10',
        resolution: '720p',
        enable_prompt_expansion: true,
      },
      webhookUrl: CALLBACK_URL,
    });
    const request = { video_time: 10, negative_prompt: 'birds' };
    const sent = await ours({ type: 'fal', apiKey: API_KEY }, request, CALLBACK_URL);
    const headers = ['authorization', 'content-type', 'accept'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for Replicate', async () => {
    const { fetch, first } = capture();
    const client = new Replicate({ auth: API_KEY, fetch: fetch as typeof globalThis.fetch });
    await client.predictions.create({
      model: 'kwaivgi/kling-v2.5-turbo-pro',
      input: { start_image: IMAGE_URL, prompt: 'it takes off', duration: 5 },
      webhook: CALLBACK_URL,
      webhook_events_filter: ['completed'],
    });
    const entry = { type: 'replicate', apiKey: API_KEY, models: ['kling-2.5'] };
    const sent = await ours(entry, {}, CALLBACK_URL);
    const headers = ['authorization', 'content-type'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for one version of a model at Replicate', async () => {
    const { fetch, first } = capture();
    const client = new Replicate({ auth: API_KEY, fetch: fetch as typeof globalThis.fetch });
    await client.predictions.create({
      version: '5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa',
      input: { picture: IMAGE_URL, text: 'it takes off' },
    });
    const model = {
      kind: 'image-to-video',
      name: 'own',
      id: 'me/own:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa',
      expectedSeconds: 60,
      input: { image_url: 'picture', prompt: 'text' },
      limits: { video_time: { oneOf: [5] } },
    };
    const sent = await ours({ type: 'replicate', apiKey: API_KEY, models: [model] });
    const headers = ['authorization', 'content-type'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for Runway', async () => {
    const { fetch, first } = capture();
    const client = new RunwayML({ apiKey: API_KEY, fetch: fetch as typeof globalThis.fetch });
    await client.imageToVideo.create({
      model: 'gen4_turbo',
      promptImage: IMAGE_URL,
      promptText: 'it takes off',
      ratio: '1280:720',
      duration: 5,
    });
    const sent = await ours({ type: 'runway', apiKey: API_KEY });
    const headers = ['authorization', 'content-type', 'accept', 'x-runway-version'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for Luma', async () => {
    const { fetch, first } = capture();
    const client = new LumaAI({ authToken: API_KEY, fetch: fetch as unknown as LumaFetch });
    await client.generations.video.create({
      model: 'ray-2',
      prompt: 'it takes off',
      keyframes: {
        frame0: { type: 'image', url: IMAGE_URL },
        frame1: { type: 'image', url: END_IMAGE_URL },
      },
      duration: '5s',
      resolution: '720p',
      callback_url: CALLBACK_URL,
    });
    const request = { model_type: 'FLF2V', end_image_url: END_IMAGE_URL };
    const sent = await ours({ type: 'luma-dream-machine', apiKey: API_KEY }, request, CALLBACK_URL);
    const headers = ['authorization', 'content-type', 'accept'];
    expect(comparable(sent, headers)).toEqual(comparable(await first(), headers));
  });

  it('is the same for Google', async () => {
    const { fetch, first } = capture();
    vi.stubGlobal('fetch', fetch);
    const image = { imageBytes: PICTURE, mimeType: 'image/png' };
    await new GoogleGenAI({ apiKey: API_KEY }).models.generateVideos({
      model: 'veo-3.1-generate-preview',
      source: { prompt: 'it takes off', image },
      config: {
        aspectRatio: '16:9',
        durationSeconds: 6,
        resolution: '720p',
        negativePrompt: 'birds',
        lastFrame: image,
      },
    });
    const theirs = await first();
    const request = {
      negative_prompt: 'birds',
      model_type: 'FLF2V',
      end_image_url: END_IMAGE_URL,
    };
    const sent = await ours({ type: 'veo', apiKey: API_KEY }, request);
    const headers = ['x-goog-api-key', 'content-type'];
    expect(comparable(sent, headers)).toEqual(comparable(theirs, headers));
  });
});
