import { describe, expect, it } from 'vitest';
import type { Adapter, AdapterStart } from '../../../../functions/providers/adapter.ts';
import { createProvider } from '../../../../functions/providers/create-provider.ts';
import { startCall } from '../../../fakes/providers/provider-at.ts';

const PICTURE = { bytes: Buffer.from('pixels'), mediaType: 'image/webp' };
const LOCAL = 'http://127.0.0.1:8788/uploads/rocket.webp';

/** A provider whose adapter keeps what it is given. */
function keeping(pictures: Adapter['pictures'], loadImage = async () => PICTURE) {
  const started: AdapterStart[] = [];
  const adapter: Adapter = {
    startsOncePerTask: false,
    pictures,
    models: [
      {
        kind: 'image-to-video',
        name: 'standard',
        id: 'x/standard',
        expectedSeconds: 60,
        input: {
          image_url: 'first',
          end_image_url: 'last',
          prompt: 'words',
          video_time: 'length',
        },
        limits: { video_time: { oneOf: [6, 11], atMostLonger: 1 } },
        fixed: { quality: 'high' },
      },
    ],
    start: async (call) => {
      started.push(call);
      return null;
    },
    check: async () => ({ state: 'completed' }),
  };
  const isPrivate = (url: string) => new URL(url).hostname === '127.0.0.1';
  return { started, provider: createProvider(adapter, { name: 'studio', loadImage, isPrivate }) };
}

describe('the pictures of a start', () => {
  it('go by address where the provider can fetch them', async () => {
    const { started, provider } = keeping(1000);
    await provider.start(startCall());
    expect(started[0]?.input).toEqual({
      first: 'https://photos.example.com/rocket.jpg',
      words: 'it takes off',
      length: 6,
      quality: 'high',
    });
  });

  it('go as data where the address lies on this machine', async () => {
    const { started, provider } = keeping(1000);
    await provider.start(startCall({ image_url: LOCAL }));
    const data = `data:image/webp;base64,${PICTURE.bytes.toString('base64')}`;
    expect(started[0]?.input['first']).toBe(data);
  });

  it('go along both for a first and a last frame, and one only without', async () => {
    const { started, provider } = keeping('bytes');
    const end_image_url = 'https://photos.example.com/orbit.jpg';
    await provider.start(startCall({ model_type: 'FLF2V', end_image_url }));
    await provider.start(startCall({ end_image_url }));
    expect(started.map(({ images }) => images['end_image_url'])).toEqual([PICTURE, undefined]);
  });

  it('are refused at once when the provider can neither reach nor take them', () => {
    const { provider } = keeping('url');
    const { request } = startCall({ image_url: LOCAL });
    expect(provider.refusals('image-to-video', request)).toMatchObject([{ field: 'image_url' }]);
  });

  it('end the start as not accepted when they are too large or can’t be loaded', async () => {
    const small = keeping(3);
    await expect(small.provider.start(startCall({ image_url: LOCAL }))).rejects.toMatchObject({
      name: 'ProviderError',
      code: 'input_rejected',
    });
    const broken = keeping('bytes', async () => {
      throw new Error('HTTP 404');
    });
    await expect(broken.provider.start(startCall())).rejects.toMatchObject({
      name: 'ProviderError',
      code: 'image_unreachable',
      message: 'The picture could not be loaded: HTTP 404',
    });
    expect([...small.started, ...broken.started]).toEqual([]);
  });
});

describe('how long a request takes', () => {
  it('grows with the length of the video', () => {
    const { provider } = keeping('url');
    const expected = (video_time: number) =>
      provider.expectedSeconds('image-to-video', startCall({ video_time }).request);
    expect([expected(5), expected(10)]).toEqual([60, 120]);
  });
});
