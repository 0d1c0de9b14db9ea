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
    const model = { name: 'own', id: 'me/own', seconds: [5], expectedSeconds: 9 };
    const input = { image: 'picture', prompt: 'text' };
    const models = [
      { name: 'a2e-v2', like: 'kling-2.6' },
      { ...model, input },
    ];
    const [configured] = providers({ type: 'fal', apiKey: SECRET, models });
    const refused = (model_version: string) =>
      configured?.provider.refusals('image-to-video', startCall({ model_version }).request);
    expect([refused('a2e-v2'), refused('own')]).toEqual([[], []]);
    expect(refused('wan-2.7')).toMatchObject([{ field: 'model_version' }]);
  });
});
