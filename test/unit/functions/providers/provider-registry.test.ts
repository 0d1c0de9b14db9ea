import { expect, it } from 'vitest';
import { taskKinds } from '../../../../functions/catalog/catalog.ts';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import { createProviderRegistry } from '../../../../functions/providers/provider-registry.ts';
import type { ProvidersByKind } from '../../../../functions/providers/read-providers.ts';

const broken = { name: 'fal', problem: 'The key is missing.' };

/** The same providers for every kind. */
function offersOfAll(providers: readonly ConfiguredProvider[]): ProvidersByKind {
  return Object.fromEntries(taskKinds.map((kind) => [kind, providers])) as ProvidersByKind;
}

function createWorld() {
  let now = 0;
  let reads = 0;
  let fails = false;
  const warnings: string[] = [];
  const source = createProviderRegistry({
    clock: { now: () => now },
    async read(): Promise<ProvidersByKind> {
      reads += 1;
      if (fails) throw new Error('out of order');
      return offersOfAll([broken]);
    },
    warn: (message) => void warnings.push(message),
  });
  return {
    source,
    warnings,
    reads: () => reads,
    fail: (value: boolean) => {
      fails = value;
    },
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

it('reads once a minute, however many ask, and tells each problem once', async () => {
  const { source, reads, warnings, pass } = createWorld();
  await Promise.all([source.providersFor('image-to-video'), source.providersFor('image-to-video')]);
  pass(59);
  await source.providersFor('image-to-video');
  expect(reads()).toBe(1);
  pass(1);
  expect(await source.providersFor('image-to-video')).toEqual([broken]);
  expect(reads()).toBe(2);
  expect(warnings).toEqual([broken.problem]);
});

it('goes on with what it read last when the parameters can’t be read, and fails when it never could', async () => {
  const { source, fail, pass, warnings } = createWorld();
  fail(true);
  await expect(source.providersFor('image-to-video')).rejects.toThrow('out of order');
  fail(false);
  await source.providersFor('image-to-video');
  fail(true);
  pass(60);
  expect(await source.providersFor('image-to-video')).toEqual([broken]);
  expect(warnings.at(-1)).toContain('could not be read');
});

it('has no provider for a name that is gone or can’t be used', async () => {
  const { source } = createWorld();
  await expect(source.provider('fal')).rejects.toThrow('The key is missing.');
  await expect(source.provider('veo')).rejects.toThrow('no provider "veo"');
});
