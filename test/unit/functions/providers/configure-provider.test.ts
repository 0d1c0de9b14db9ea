import { describe, expect, it } from 'vitest';
import { clients } from '../../../../functions/providers/clients.ts';
import {
  configureProviders,
  type ProviderTools,
} from '../../../../functions/providers/configure-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { startCall } from '../../../fakes/providers/provider-at.ts';

const SECRET = 'sk_never-to-be-shown';

const embedded: Provider = {
  name: 'embedded',
  kinds: ['image-to-video'],
  startsOncePerTask: true,
  refusals: () => [],
  expectedSeconds: () => 5,
  start: async () => null,
  check: async () => ({ state: 'completed' }),
};

const providers = (...list: unknown[]) => providersWith({ clients: clients }, list);

function providersWith(spoken: Pick<ProviderTools, 'clients'>, list: unknown[]) {
  return configureProviders(list, {
    ...spoken,
    ready: [embedded],
    fetch,
    clock: { now: () => 0 },
    sleep: async () => {},
    loadImage: async () => ({ bytes: new Uint8Array(), mediaType: 'image/png' }),
    isPrivate: () => false,
  });
}

describe('the operator’s list of providers', () => {
  it('becomes providers in its order, with limits and prices', () => {
    const made = providers(
      { type: 'fal', apiKey: SECRET, limits: { inFlight: 4 }, price: { coinsPerSecond: 9 } },
      { type: 'embedded' },
      { type: 'fal', name: 'fal-fast', apiKey: SECRET, models: ['ltx-2.3'] },
    );
    expect(made).toMatchObject([
      { provider: { name: 'fal' }, limits: { inFlight: 4 }, price: { coinsPerSecond: 9 } },
      { provider: embedded, limits: {} },
      { provider: { name: 'fal-fast' }, limits: {} },
    ]);
  });

  it('says what a provider answers at once also where nobody speaks to it', () => {
    const list = [
      { type: 'a2e', apiKey: SECRET },
      { type: 'fal', apiKey: SECRET },
    ];
    const [a2e, fal] = providersWith({}, list).map(({ provider }) => provider);
    expect(a2e?.queries).toContain('speak');
    expect(a2e).not.toHaveProperty('answers');
    expect(fal).not.toHaveProperty('queries');
    const [spokenTo] = providers(...list);
    expect(Object.keys(spokenTo?.provider.queryHandlers ?? {}).sort()).toEqual(
      a2e?.queries?.toSorted(),
    );
  });

  it('names what is missing of a provider', () => {
    expect(() => providers({ type: 'fal', apiKey: ' \n' })).toThrow(
      'Provider "fal": apiKey is missing: a key from fal.ai, "Keys".',
    );
    for (const type of ['a2e', 'luma', 'luma-dream-machine', 'replicate', 'runway', 'veo']) {
      expect(() => providers({ type })).toThrow(`Provider "${type}": apiKey is missing`);
    }
    expect(() => providers({ type: 'comfyui' })).toThrow(
      /baseUrl is missing.*workflows is missing/,
    );
    expect(() => providers({ type: 'bedrock', outputBucket: 'b' })).toThrow('AWS credentials');
  });

  it('never repeats a value, which might be a secret', () => {
    const read = () => providers({ type: 'fal', apiKey: { key: SECRET }, baseUrl: `x ${SECRET}` });
    expect(read).toThrow('apiKey');
    expect(read).not.toThrow(SECRET);
  });

  it('names a type or a model that there isn’t, and those that there are', () => {
    expect(() => providers({ type: 'sora' })).toThrow(/no type "sora".*embedded.*fal/);
    const unknown = { type: 'fal', apiKey: SECRET, models: ['wan-9'] };
    expect(() => providers(unknown)).toThrow(/no "wan-9".*wan-2\.7/);
  });

  it('is refused when two providers have one name, or it is no list', () => {
    const twice = () => providers({ type: 'mock' }, { type: 'mock' });
    expect(twice).toThrow('Two providers are called "mock"');
    expect(() => providers({ apiKey: SECRET })).toThrow('0.type is missing');
  });

  it('may give a model another name, or describe one in full', () => {
    const model = {
      kind: 'image-to-video',
      name: 'own',
      id: 'me/own',
      expectedSeconds: 9,
      input: { image_url: 'picture', prompt: 'text' },
      limits: { video_time: { oneOf: [5] } },
    };
    const models = [
      { name: 'a2e-v2', like: 'kling-2.6' },
      { name: 'flux', like: 'flux-schnell' },
      model,
    ];
    const [configured] = providers({ type: 'fal', apiKey: SECRET, models });
    const refused = (model_version: string) =>
      configured?.provider.refusals('image-to-video', startCall({ model_version }).request);
    expect([refused('a2e-v2'), refused('own')]).toEqual([[], []]);
    expect(refused('wan-2.7')).toMatchObject([{ field: 'model_version' }]);
  });

  it('keeps the adapter’s own models of the kinds that it does not name', () => {
    const [configured] = providers({ type: 'fal', apiKey: SECRET, models: ['ltx-2.3'] });
    const models = configured?.provider.models ?? [];
    const names = (kind: string) =>
      models.filter((one) => one.kind === kind).map(({ name }) => name);
    expect(names('image-to-video')).toEqual(['ltx-2.3']);
    expect(names('upscale')).toEqual(['topaz-video', 'topaz-image']);
  });

  it('gives a model of a provider with models of its own another id, and takes none in full', () => {
    const alias = { name: 'ray-4', like: 'ray-3.2', id: 'ray-4' };
    const [configured] = providers({ type: 'luma', apiKey: SECRET, models: [alias] });
    expect(configured?.provider.models).toMatchObject([{ name: 'ray-4', id: 'ray-4' }]);
    const whole = {
      kind: 'image-to-video',
      name: 'ray-4',
      id: 'ray-4',
      expectedSeconds: 1,
      input: {},
      ignored: ['video_time'],
    };
    expect(() => providers({ type: 'luma', apiKey: SECRET, models: [whole] })).toThrow(
      'models has "ray-4" of image-to-video in full, which luma does not take: give the name of one of its models, or { "name": "ray-4", "like": "ray-3.2", "id": "…" }.',
    );
  });

  it('says what each field of the format before has become', () => {
    const input = { image: 'picture', prompt: 'text', seconds: 'duration', secondsAs: 'text' };
    const old = {
      name: 'own',
      id: SECRET,
      seconds: [5],
      expectedSeconds: 9,
      lastFrame: true,
      input,
    };
    const read = () => providers({ type: 'fal', apiKey: SECRET, models: [old] });
    for (const words of [
      'models.0 has the format of before 2026-11-28',
      'seconds is now limits.video_time.oneOf',
      'lastFrame is now input.end_image_url',
      'input.image is now input.image_url',
      '"kind":"image-to-video"',
    ]) {
      expect(read).toThrow(words);
    }
    expect(read).not.toThrow(SECRET);
  });

  it('names what is wrong in a model in full', () => {
    const read = (model: object) => () =>
      providers({ type: 'fal', apiKey: SECRET, models: [model] });
    expect(read({ name: 'own', id: 'me/own', expectedSeconds: 9, input: {} })).toThrow(
      'models.0.kind is missing: the kind of task that the model makes',
    );
    const model = { kind: 'upscale', name: 'own', id: 'me/own', expectedSeconds: 9 };
    expect(read({ ...model, kind: 'image-to-video', input: { image_url: 'image' } })).toThrow(
      'models.0.limits.video_time is missing: the lengths that it makes',
    );
    expect(read(model)).toThrow('models.0.input is missing');
    expect(read({ ...model, input: {}, limits: { prompt: { most: 3 } } })).toThrow(
      'models.0.limits.prompt',
    );
  });
});
