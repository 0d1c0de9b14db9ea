import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findModel, fitValue, type Model } from '../../../../functions/providers/model.ts';
import { createModelInput } from '../../../../functions/providers/model-input.ts';
import { getModelRefusals } from '../../../../functions/providers/model-refusals.ts';
import { findAddress } from '../../../../functions/providers/result-address.ts';

const model: Model = {
  kind: 'text-to-image',
  name: 'first',
  id: 'maker/first',
  expectedSeconds: 5,
  input: { prompt: 'text', width: 'size.width', height: 'size.height' },
  required: ['prompt'],
  ignored: ['req_key'],
  fixed: { size: { unit: 'px' }, n: 1 },
  result: 'images.0.url',
};
const second: Model = { ...model, name: 'second' };
const models = [model, second];
const request = { prompt: 'fog', width: 640, height: 480, max_images: 4, name: 'a', req_key: 'x' };

describe('a model', () => {
  it('is the first of its kind, or the one that is asked for', () => {
    expect(findModel(models, 'text-to-image', {})).toBe(model);
    expect(findModel(models, 'text-to-image', { model_version: 'second' })).toBe(second);
    expect(findModel(models, 'upscale', {})).toBeUndefined();
    expect(findModel(models, 'text-to-image', { model_version: 'third' })).toBeUndefined();
    expect(findModel(models, 'text-to-image', { model_version: 'a2e' })).toBe(model);
  });

  it('is sent its own names, into objects too, beside what is fixed', () => {
    expect(createModelInput(model, request, {})).toEqual({
      text: 'fog',
      size: { unit: 'px', width: 640, height: 480 },
      n: 1,
    });
    expect(model.fixed).toEqual({ size: { unit: 'px' }, n: 1 });
  });

  it('refuses what it does not take, and what it lacks', () => {
    expect(getModelRefusals(model, request)).toEqual([]);
    const odd = { ...request, prompt: '', negative_prompt: 'blur', input_images: [] };
    expect(getModelRefusals(model, odd)).toEqual([
      { field: 'negative_prompt', message: 'is not taken by first' },
      { field: 'input_images', message: 'is not taken by first' },
      { field: 'prompt', message: 'is required by first' },
    ]);
  });
});

describe('the length of a video', () => {
  it('is at least what was asked for and at most as much more as the model allows', () => {
    const lengths = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
    const asked = fc.constantFrom(5, 10, 15, 20);
    const suffix = fc.constantFrom('', 's');
    fc.assert(
      fc.property(
        lengths,
        asked,
        fc.integer({ min: 0, max: 3 }),
        suffix,
        (made, seconds, more, unit) => {
          const sorted = made.toSorted((one, other) => one - other);
          const oneOf = unit === '' ? sorted : sorted.map((length) => `${length}${unit}`);
          const fitting = sorted.find((length) => length >= seconds && length <= seconds + more);
          const expected = fitting === undefined || unit === '' ? fitting : `${fitting}${unit}`;
          expect(fitValue({ oneOf, atMostLonger: more }, seconds)).toBe(expected);
        },
      ),
    );
  });
});

describe('the address in an answer', () => {
  it.each([
    ['images.0.url', { images: [{ url: 'a' }] }, 'a'],
    ['0', ['a'], 'a'],
    ['', 'a', 'a'],
    ['video.url', { video: {} }, undefined],
    ['video.url', { video: { url: 7 } }, undefined],
    ['__proto__.url', {}, undefined],
    ['', '', undefined],
    ['a.b', null, undefined],
  ])('at "%s" of %j is %s', (path, answer, address) => {
    expect(findAddress(answer, path)).toBe(address);
  });
});
