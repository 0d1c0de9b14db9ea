import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageToVideo } from '../../../../../functions/catalog/kinds/image-to-video.ts';
import { parseFields } from '../../../../../functions/catalog/parse-fields.ts';

const image_url = 'https://example.com/cat.jpg';

function read(body: unknown) {
  return parseFields(imageToVideo.request, body);
}

function issues(body: unknown): unknown {
  try {
    return read(body);
  } catch (error) {
    return (error as { issues: unknown }).issues;
  }
}

describe('an image-to-video request', () => {
  it('needs nothing but an image', () => {
    expect(read({ image_url })).toEqual({
      image_url,
      prompt: '',
      negative_prompt: '',
      model_type: 'GENERAL',
      video_time: 5,
      number_of_images: 1,
      extend_prompt: true,
      skip_face_enhance: false,
      minor_suspected_skip: false,
    });
  });

  it('takes the shape that is wanted, in either spelling, and names one that is none', () => {
    expect(read({ image_url, aspectRatio: '9:16' }).aspect_ratio).toBe('9:16');
    expect(read({ image_url, aspect_ratio: 'auto' }).aspect_ratio).toBe('auto');
    expect(issues({ image_url, aspect_ratio: 'wide' })).toMatchObject([{ field: 'aspect_ratio' }]);
  });

  it('takes the misspelt negative prompt, and the right one before it', () => {
    expect(read({ image_url, negative_prmpt: 'blur' }).negative_prompt).toBe('blur');
    const both = { image_url, negative_prmpt: 'blur', negative_prompt: 'noise' };
    expect(read(both).negative_prompt).toBe('noise');
  });

  it.each([
    [81, 5],
    [1, 5],
    [82, 10],
    [161, 10],
    [241, 15],
    ['321', 20],
  ])('reads %s frames as %i seconds', (video_length, seconds) => {
    expect(read({ image_url, video_length }).video_time).toBe(seconds);
  });

  it('prefers video_time to video_length, and takes it as a string', () => {
    expect(read({ image_url, video_time: '10', video_length: 81 }).video_time).toBe(10);
  });

  it('does not mind fields that it does not know, nor nulls and empty strings for nothing', () => {
    const more = { duration: '5', resolution: null };
    const nothing = { end_image_url: '', lora: null, name: '' };
    expect(read({ image_url, ...more, ...nothing })).toEqual(read({ image_url }));
  });

  it.each([
    [{}, 'image_url', 'is required'],
    [{ image_url: 7 }, 'image_url', 'must be a string holding an http or https URL'],
    [{ image_url: 'cat.jpg' }, 'image_url', 'must be a whole http or https URL'],
    [{ image_url: 'ftp://example.com/cat.jpg' }, 'image_url', 'ftp: is not accepted'],
    [{ image_url: 'https://a b.com/' }, 'image_url', 'must not contain spaces'],
    [{ image_url: 'https://user:pass@example.com/' }, 'image_url', 'user name or password'],
    [{ image_url: `https://example.com/${'x'.repeat(2048)}` }, 'image_url', 'at most 2048'],
    [{ image_url, video_time: 6 }, 'video_time', 'must be one of 5, 10, 15, 20 (seconds)'],
    [{ image_url, video_time: '5.5' }, 'video_time', 'must be one of'],
    [{ image_url, video_length: 500 }, 'video_time', 'must be one of'],
    [{ image_url, number_of_images: 9 }, 'number_of_images', 'from 1 to 8'],
    [{ image_url, model_type: 'FLF2V' }, 'end_image_url', 'is required when'],
    [{ image_url, model_type: 'X' }, 'model_type', 'must be GENERAL, or FLF2V'],
    [{ image_url, prompt: ['a'] }, 'prompt', 'must be a string'],
    [{ image_url, prompt: 'a\u0000b' }, 'prompt', 'control characters'],
    [{ image_url, prompt: '\ud800' }, 'prompt', 'well-formed'],
    [
      { image_url, prompt: '猫'.repeat(4000), negative_prompt: 'x'.repeat(4000) },
      'prompt',
      'too long',
    ],
    [{ image_url, extend_prompt: 'maybe' }, 'extend_prompt', 'must be true or false'],
  ])('refuses %j, naming %s', (body, field, words) => {
    expect(issues(body)).toMatchObject([{ field, message: expect.stringContaining(words) }]);
  });

  it.each([[null], ['text'], [7]])('refuses the body %j', (body) => {
    expect(issues(body)).toMatchObject([{ field: '' }]);
  });

  it('either reads a body or names what is wrong with it, whatever it is', () => {
    const field = fc.constantFrom(
      'image_url',
      'prompt',
      'video_time',
      'model_type',
      'video_length',
    );
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (body) => {
        const answer = issues(body);
        if (!Array.isArray(answer)) return;
        for (const { message } of answer) expect(message).toMatch(/^(is|must)/);
      }),
      { numRuns: 500 },
    );
  });

  it('costs six coins a second', () => {
    expect(imageToVideo.price(read({ image_url }))).toEqual({ amount: 30, currency: 'coins' });
    expect(imageToVideo.price(read({ image_url, video_time: 20 })).amount).toBe(120);
  });
});
