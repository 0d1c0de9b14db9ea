import type { Experimental_VideoModelV4CallOptions as VideoCall } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { createInput } from '../../../../functions/ai-sdk/create-input.ts';

const nothing: VideoCall = {
  ...{ prompt: undefined, n: 1, aspectRatio: undefined, resolution: undefined },
  ...{ duration: undefined, fps: undefined, seed: undefined, image: undefined },
  ...{ frameImages: undefined, inputReferences: undefined, generateAudio: undefined },
  providerOptions: {},
};

it('names what the AI SDK knows as the service does', async () => {
  const image = { type: 'file', mediaType: 'image/jpeg', data: btoa('photo') } as const;
  const last = { image: { type: 'url', url: 'https://x.test/b.jpg' }, frameType: 'last_frame' };
  const { input, warnings } = createInput({
    ...nothing,
    ...{ prompt: 'slow push in', duration: 10, n: 2, image, webhookUrl: 'https://x.test/hook' },
    frameImages: [last as never],
    providerOptions: { reelhook: { negative_prompt: 'blur' } },
  });
  const { image_url, ...rest } = input;
  expect(rest).toEqual({
    prompt: 'slow push in',
    end_image_url: 'https://x.test/b.jpg',
    model_type: 'FLF2V',
    video_time: 10,
    number_of_images: 2,
    webhook_url: 'https://x.test/hook',
    negative_prompt: 'blur',
  });
  expect(await (image_url as Blob).text()).toBe('photo');
  expect(warnings).toEqual([]);
});

it('says what it can’t pass on', () => {
  const { input, warnings } = createInput({ ...nothing, fps: 24, aspectRatio: '16:9' });
  expect(input).toEqual({});
  expect(warnings.map((warning) => 'feature' in warning && warning.feature)).toEqual([
    'aspectRatio',
    'fps',
  ]);
});
