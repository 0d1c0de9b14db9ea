import type { Provider } from './provider.ts';

/** How much a provider is given, as its operator set it. Optional; no limit by default. */
export interface ProviderLimits {
  /** How many tasks it may work on at once. */
  readonly inFlight?: number | undefined;
  /** How many tasks it may be given in any 60 seconds. */
  readonly startsPerMinute?: number | undefined;
}

/** A provider of the operator's list that is ready to take tasks. */
export interface UsableProvider {
  readonly name: string;
  readonly provider: Provider;
  /**
   * There for every provider outside of this deployment, and empty where the operator set none: its starts are throttled and
   * its outages remembered. The embedded provider has none, and nothing is kept about it.
   */
  readonly limits?: ProviderLimits | undefined;
  /** The price of a second of video, in coins. Optional; defaults to the kind's own price. */
  readonly coinsPerSecond?: number | undefined;
}

/** A provider that the operator named and that can't be used as it is configured. */
export interface UnusableProvider {
  readonly name: string;
  /** What is missing or wrong and how to set it, in a sentence for the operator and for callers; holds no secret. */
  readonly problem: string;
  /** True where nothing is wrong but that nobody is configured for the kind: the problem says who would serve it. */
  readonly notConfigured?: true;
}

export type ConfiguredProvider = UsableProvider | UnusableProvider;

export function isUsable(configured: ConfiguredProvider): configured is UsableProvider {
  return 'provider' in configured;
}
