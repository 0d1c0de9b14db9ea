import type { TaskKind } from '../catalog/catalog.ts';
import { type ConfiguredProvider, isUsable } from './configured-provider.ts';
import type { Provider } from './provider.ts';
import type { QueryName } from './provider-query.ts';
import { getQueryProviders } from './query-providers.ts';
import type { ProvidersByKind } from './read-providers.ts';

/** How old a warm function's knowledge may be, in milliseconds. */
const REMEMBERED = 60_000;

/** The providers of this deployment, as the operator's parameters name them. */
export interface ProviderRegistry {
  /** The providers for a kind of task, in the operator's order. */
  providersFor(kind: TaskKind): Promise<readonly ConfiguredProvider[]>;
  /** Who answers a query, in the operator's order; where none does, an entry that says what would have to be configured. */
  providersForQuery(query: QueryName): Promise<readonly ConfiguredProvider[]>;
  /** @throws Error when a record names a provider that is not here any more, or can't be used now. */
  provider(name: string): Promise<Provider>;
}

export interface ProviderRegistryOptions {
  read(): Promise<ProvidersByKind>;
  readonly clock: { now(): number };
  /** Reports to the operator what is wrong; the same problem once. */
  warn(message: string, error?: unknown): void;
}

/** Reads the parameters when they are needed, and again after a minute; what was read last stands while they can't be. */
export function createProviderRegistry({
  read,
  clock,
  warn,
}: ProviderRegistryOptions): ProviderRegistry {
  let known: { providers: ProvidersByKind; until: number } | undefined;
  let reading: Promise<ProvidersByKind> | undefined;
  const told = new Set<string>();

  async function refresh(): Promise<ProvidersByKind> {
    try {
      const providers = await read();
      for (const problem of Object.values(providers).flat().flatMap(getProblems)) {
        if (!told.has(problem)) warn(problem);
        told.add(problem);
      }
      known = { providers, until: clock.now() + REMEMBERED };
      return providers;
    } catch (error) {
      if (!known) throw error;
      warn(
        'The parameters of the providers could not be read; the ones read before still count',
        error,
      );
      known = { ...known, until: clock.now() + REMEMBERED };
      return known.providers;
    }
  }

  async function providers(): Promise<ProvidersByKind> {
    if (known && clock.now() < known.until) return known.providers;
    reading ??= refresh().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    providersFor: async (kind) => (await providers())[kind],

    providersForQuery: async (query) =>
      getQueryProviders(query, Object.values(await providers()).flat()),

    async provider(name) {
      const found = Object.values(await providers())
        .flat()
        .find((configured) => configured.name === name);
      if (found && isUsable(found)) return found.provider;
      throw new Error(
        found?.problem ?? `There is no provider "${name}" in this deployment any more.`,
      );
    },
  };
}

function getProblems(configured: ConfiguredProvider): string[] {
  return isUsable(configured) || configured.notConfigured ? [] : [configured.problem];
}
