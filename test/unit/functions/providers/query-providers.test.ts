import { expect, it } from 'vitest';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { getQueryProviders } from '../../../../functions/providers/query-providers.ts';

const usable = (name: string, ...queries: string[]): ConfiguredProvider => ({
  name,
  provider: { name, queries } as unknown as Provider,
});
const unserved: ConfiguredProvider = {
  name: 'dubbing',
  problem: 'Nobody dubs.',
  notConfigured: true,
};

it('names those who answer, each once and in order', () => {
  const near = usable('near', 'queue-level');
  const far = usable('far', 'queue-level', 'speak');
  const providers = [usable('fal'), near, far, near, unserved];
  expect(getQueryProviders('queue-level', providers)).toEqual([near, far]);
  expect(getQueryProviders('speak', providers)).toEqual([far]);
});

it('says who would answer where nobody does', () => {
  const [nobody, ...others] = getQueryProviders('speak', [usable('fal'), unserved]);
  expect(others).toEqual([]);
  expect(nobody).toMatchObject({
    notConfigured: true,
    problem: 'No provider of this deployment answers this: configure a2e (A2E_TOKEN).',
  });
});

it('says what is wrong with the one who would', () => {
  const broken = { name: 'a2e', problem: 'apiKey is missing.' };
  expect(getQueryProviders('speak', [usable('fal'), broken])).toEqual([broken]);
});
