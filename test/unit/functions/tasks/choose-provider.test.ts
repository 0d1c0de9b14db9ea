import { describe, expect, it } from 'vitest';
import type { KindRequest } from '../../../../functions/catalog/catalog.ts';
import { imageToVideo } from '../../../../functions/catalog/kinds/image-to-video.ts';
import type {
  ConfiguredProvider,
  UsableProvider,
} from '../../../../functions/providers/configured-provider.ts';
import {
  chooseProvider,
  getEligibleProviders,
} from '../../../../functions/tasks/choose-provider.ts';

function configured(name: string, models: string[]): UsableProvider {
  return {
    name,
    provider: {
      name,
      kinds: ['image-to-video'],
      startsOncePerTask: false,
      models: models.map((model) => ({
        kind: 'image-to-video' as const,
        name: model,
        id: model,
        expectedSeconds: 60,
      })),
      refusals: (_kind, { model_version: model = 'a2e' }) =>
        model === 'a2e' || models.includes(model)
          ? []
          : [{ field: 'model_version', message: 'no such model' }],
      expectedSeconds: () => 60,
      start: async () => null,
      check: async () => ({ state: 'completed' }),
    },
  };
}

const broken: ConfiguredProvider = {
  name: 'runway',
  problem: 'apiKey is missing (RUNWAYML_API_SECRET)',
};
const providers: ConfiguredProvider[] = [
  broken,
  configured('fal', ['wan-2.7', 'kling-2.6']),
  configured('replicate', ['seedance', 'wan-2.7']),
  configured('a2e', ['a2e', 'a2e-v2', 'a2e-v2-flash']),
];

function request(more: object = {}): KindRequest {
  return imageToVideo.request.parse({ image_url: 'https://example.com/cat.jpg', ...more });
}

function chosen(more: object = {}) {
  const { configured: taken, request: read } = chooseProvider(
    providers,
    'image-to-video',
    request(more),
  );
  return [taken.name, read.model_version];
}

describe('who takes a new task', () => {
  it.each([
    ['the first that can be used', {}, ['fal', undefined]],
    ['the one that is named', { provider: 'replicate' }, ['replicate', undefined]],
    ['its named model', { provider: 'fal', model_version: 'kling-2.6' }, ['fal', 'kling-2.6']],
    ['the one before the slash', { model_version: 'replicate/wan-2.7' }, ['replicate', 'wan-2.7']],
    ['the only one that has the model', { model_version: 'seedance' }, ['replicate', 'seedance']],
    ['the first that has the model', { model_version: 'wan-2.7' }, ['fal', 'wan-2.7']],
    ['A2E for its own models', { model_version: 'a2e-v2-flash' }, ['a2e', 'a2e-v2-flash']],
    ['A2E for its standard model', { model_version: 'a2e' }, ['a2e', 'a2e']],
    ['the first, to refuse a model that nobody has', { model_version: 'sora' }, ['fal', 'sora']],
  ])('is %s', (_who, more, expected) => {
    expect(chosen(more)).toEqual(expected);
  });

  it('is the default for A2E’s standard model where there is no A2E', () => {
    const { configured: taken } = chooseProvider(
      providers.slice(0, 3),
      'image-to-video',
      request({ model_version: 'a2e' }),
    );
    expect(taken.name).toBe('fal');
  });

  it.each([
    [
      { provider: 'sora' },
      /^provider must name a provider of this deployment: fal, replicate, a2e$/,
    ],
    [{ provider: 'runway' }, /^provider names "runway", which can't be used here: .*RUNWAYML/],
    [{ model_version: 'runway/gen4.5' }, /^model_version names "runway", which can't be used/],
  ])('is refused in words for %j', (more, words) => {
    expect(() => chosen(more)).toThrow(words);
  });

  it('is nobody where nothing can be used, and says why', () => {
    expect(() => chooseProvider([broken], 'image-to-video', request())).toThrow(
      /RUNWAYML_API_SECRET/,
    );
  });
});

describe('who may take a task that nobody has taken', () => {
  const order = (more: object = {}) =>
    getEligibleProviders(providers, {
      kind: 'image-to-video',
      request: request(more),
      coins: 30,
    }).map(({ name }) => name);

  it('is everyone who takes the request, who has the named model first', () => {
    expect(order()).toEqual(['fal', 'replicate', 'a2e']);
    expect(order({ model_version: 'wan-2.7' })).toEqual(['fal', 'replicate']);
    expect(order({ model_version: 'a2e' })).toEqual(['a2e', 'fal', 'replicate']);
  });

  it('is only the one that is named', () => {
    expect(order({ provider: 'replicate' })).toEqual(['replicate']);
    expect(order({ provider: 'runway' })).toEqual([]);
  });
});
