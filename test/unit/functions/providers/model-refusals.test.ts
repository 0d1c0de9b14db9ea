import { describe, expect, it } from 'vitest';
import { API_KEY } from '../../../fakes/providers/fake-words.ts';
import { providerAt, startCall } from '../../../fakes/providers/provider-at.ts';

const END = { model_type: 'FLF2V', end_image_url: 'https://photos.example.com/orbit.jpg' };
const apiKey = API_KEY;

/** Provider, what is asked beyond a picture, a prompt and five seconds, and the fields that it refuses. */
const table: [string, Record<string, unknown>, string[]][] = [
  ['fal', {}, []],
  ['fal', { video_time: 15, negative_prompt: 'birds', ...END }, []],
  ['fal', { video_time: 20 }, ['video_time']],
  ['fal', { negative_prompt: 'b'.repeat(501) }, ['negative_prompt']],
  ['fal', { model_version: 'wan-i2v', ...END }, ['end_image_url']],
  ['fal', { model_version: 'ltx-2.3', negative_prompt: 'birds' }, ['negative_prompt']],
  ['fal', { model_version: 'ltx-2.3', video_time: 15 }, ['video_time']],
  ['fal', { model_version: 'kling-2.5', prompt: ' ' }, ['prompt']],
  ['fal', { model_version: 'kling-9' }, ['model_version']],
  ['fal', { model_version: 'a2e' }, []],
  ['fal', { lora: 'preset' }, ['lora']],
  ['replicate', { negative_prompt: 'birds' }, ['negative_prompt']],
  ['replicate', { model_version: 'kling-2.5', video_time: 10, negative_prompt: 'birds' }, []],
  ['runway', { negative_prompt: 'birds', ...END }, ['negative_prompt', 'end_image_url']],
  ['runway', { prompt: 'p'.repeat(1001) }, ['prompt']],
  ['runway', { prompt: '', video_time: 10 }, []],
  ['luma', { video_time: 10 }, ['video_time']],
  ['luma', { ...END }, []],
  ['luma-dream-machine', { video_time: 10, prompt: '' }, ['video_time', 'prompt']],
  ['veo', { negative_prompt: 'birds', ...END }, []],
  ['veo', { video_time: 10 }, ['video_time']],
  ['a2e', { video_time: 20, lora: 'preset', negative_prompt: 'birds', ...END }, []],
  ['a2e', { model_version: 'a2e-v2-flash' }, []],
];

describe('what a provider can’t honour', () => {
  for (const [type, asked, fields] of table) {
    it(`${type} refuses ${fields.join(' and ') || 'nothing'} of ${JSON.stringify(asked).slice(0, 60)}`, () => {
      const { provider } = providerAt({ type, apiKey });
      const refusals = provider.refusals('image-to-video', startCall(asked).request);
      expect(refusals.map(({ field }) => field)).toEqual(fields);
      for (const { message } of refusals) expect(message).toMatch(/^(is|must)\b.*\w/);
    });
  }

  it('names the models that there are', () => {
    const { provider } = providerAt({ type: 'runway', apiKey });
    const { request } = startCall({ model_version: 'gen9' });
    expect(provider.refusals('image-to-video', request)[0]?.message).toContain('gen4-turbo');
  });
});
