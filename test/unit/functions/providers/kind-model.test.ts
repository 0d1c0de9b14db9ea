import { describe, expect, it } from 'vitest';
import {
  addressAt,
  findKindModel,
  type KindModel,
  kindModelInput,
  kindModelRefusals,
} from '../../../../functions/providers/kind-model.ts';

const model: KindModel = {
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
const second: KindModel = { ...model, name: 'second' };
const models = [model, second];
const request = { prompt: 'fog', width: 640, height: 480, max_images: 4, name: 'a', req_key: 'x' };

describe('a model of another kind', () => {
  it('is the first of its kind, or the one that is asked for', () => {
    expect(findKindModel(models, 'text-to-image', {})).toBe(model);
    expect(findKindModel(models, 'text-to-image', { model_version: 'second' })).toBe(second);
    expect(findKindModel(models, 'upscale', {})).toBeUndefined();
    expect(kindModelRefusals(models, 'text-to-image', { model_version: 'third' })).toEqual([
      { field: 'model_version', message: 'must be one of first, second' },
    ]);
  });

  it('is sent its own names, into objects too, beside what is fixed', () => {
    expect(kindModelInput(model, request)).toEqual({
      text: 'fog',
      size: { unit: 'px', width: 640, height: 480 },
      n: 1,
    });
    expect(model.fixed).toEqual({ size: { unit: 'px' }, n: 1 });
  });

  it('refuses what it does not take, and what it lacks', () => {
    expect(kindModelRefusals(models, 'text-to-image', request)).toEqual([]);
    const odd = { ...request, prompt: '', negative_prompt: 'blur', input_images: [] };
    expect(kindModelRefusals(models, 'text-to-image', odd)).toEqual([
      { field: 'negative_prompt', message: 'is not taken by first' },
      { field: 'input_images', message: 'is not taken by first' },
      { field: 'prompt', message: 'is required by first' },
    ]);
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
    expect(addressAt(answer, path)).toBe(address);
  });
});
