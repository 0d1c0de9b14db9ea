import type { Provider } from './provider.ts';

/** The providers that this deployment has, and which one takes a new task. */
export interface ProviderRegistry {
  /** @throws Error when a record names a provider that is not here any more. */
  provider(name: string): Provider;
  chooseProvider(): Provider;
}

/** The first provider is the default. */
export function createProviderRegistry(
  providers: readonly [Provider, ...Provider[]],
): ProviderRegistry {
  return {
    provider(name) {
      const found = providers.find((provider) => provider.name === name);
      if (found) return found;
      throw new Error(`There is no provider "${name}" in this deployment.`);
    },
    chooseProvider: () => providers[0],
  };
}
