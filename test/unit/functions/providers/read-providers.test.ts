import { describe, expect, it } from 'vitest';
import type { ProviderTools } from '../../../../functions/providers/configure-provider.ts';
import { isUsable } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { readProviders } from '../../../../functions/providers/read-providers.ts';

const embedded: Provider = {
  name: 'embedded',
  kinds: ['image-to-video'],
  startsOncePerTask: true,
  refusals: () => [],
  expectedSeconds: () => 5,
  start: async () => null,
  check: async () => ({ state: 'completed' }),
};
const tools: ProviderTools = {
  fetch: async () => new Response(),
  clock: { now: () => 0 },
  sleep: async () => {},
  loadImage: async () => ({ bytes: new Uint8Array(), mediaType: 'image/png' }),
  isPrivate: () => false,
  ready: [embedded],
};

function providersFor(providers: unknown, secrets: Record<string, string> = {}) {
  const text = typeof providers === 'string' ? providers : JSON.stringify(providers);
  const parameters = new Map(
    Object.entries(secrets).map(([name, value]) => [`secrets/${name}`, value]),
  );
  if (providers !== undefined) parameters.set('providers', text);
  return readProviders(parameters, tools)['image-to-video'];
}

function problemsOf(providers: unknown, secrets?: Record<string, string>): string[] {
  return providersFor(providers, secrets).flatMap((configured) =>
    isUsable(configured) ? [] : configured.problem,
  );
}

describe('the operator’s list', () => {
  it('is the embedded provider alone where there is none, and nothing is kept about it', () => {
    expect(providersFor(undefined)).toEqual([
      { name: 'embedded', provider: embedded, coinsPerSecond: undefined },
    ]);
  });

  it('bounds the embedded provider as the stage does, unless it says otherwise itself', () => {
    const limitsOf = (text?: string) =>
      readProviders(new Map(text ? [['providers', text]] : []), {
        ...tools,
        readyLimits: { inFlight: 100 },
      })['image-to-video'].map((configured) => isUsable(configured) && configured.limits);
    expect(limitsOf()).toEqual([{ inFlight: 100 }]);
    expect(limitsOf('mock,embedded')).toEqual([{}, { inFlight: 100 }]);
    expect(limitsOf('[{"type":"embedded","limits":{"inFlight":2}}]')).toEqual([{ inFlight: 2 }]);
  });

  it.each([
    'fal, mock ,embedded',
    '["fal", "mock", "embedded"]',
    '{"image-to-video": ["fal", "mock", "embedded"]}',
  ])('is read from %s', (text) => {
    const providers = providersFor(text, { FAL_KEY: 'id:secret' });
    expect(providers.map(({ name }) => name)).toEqual(['fal', 'mock', 'embedded']);
    expect(providers.every(isUsable)).toBe(true);
    expect(providers.map((configured) => 'limits' in configured)).toEqual([true, true, false]);
  });

  it('carries names, limits and prices', () => {
    const entry = {
      type: 'mock',
      name: 'wan',
      limits: { inFlight: 2, startsPerMinute: 10 },
      price: { coinsPerSecond: 4 },
    };
    expect(providersFor([entry])).toMatchObject([
      { name: 'wan', limits: { inFlight: 2, startsPerMinute: 10 }, coinsPerSecond: 4 },
    ]);
  });

  it('says which name lacks, and leaves the others usable', () => {
    const providers = providersFor('fal,replicate,embedded', { REPLICATE_API_TOKEN: 'r8_x' });
    expect(providers.map(isUsable)).toEqual([false, true, true]);
    expect(problemsOf('fal,embedded')).toEqual([
      expect.stringMatching(/"fal": apiKey is missing.*\(apiKey is set as FAL_KEY\)$/),
    ]);
  });

  it.each([
    ['sora,embedded', /"sora".*known: .*fal/],
    [[{ type: 'mock', limits: { inFlight: 0 } }], /limits\.inFlight/],
    ['mock,mock', /Two providers are called "mock"/],
    ['[{"type"', /list of providers can't be used/],
    ['{"poetry": ["mock"]}', /no kind of task called "poetry"/],
    ['[]', /must be a list with one provider at least/],
  ])('is refused in words when it is %j', (providers, words) => {
    const problems = problemsOf(providers);
    expect(problems[0]).toMatch(words);
  });

  it('never shows a secret', () => {
    const problems = problemsOf([{ type: 'fal', baseUrl: 'nowhere' }], { FAL_KEY: 'top-secret' });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('top-secret');
  });
});
