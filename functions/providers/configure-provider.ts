import type { AdapterDescription, AdapterTools, CreateClient, ProviderClient } from './adapter.ts';
import { adapterDefinitions } from './adapter-definitions.ts';
import type { ProviderLimits } from './configured-provider.ts';
import { createProvider, type ProviderOptions } from './create-provider.ts';
import { ANY_VERSION, type Model } from './model.ts';
import type { Provider } from './provider.ts';
import {
  configurationError,
  ProviderConfigurationError,
  type ProviderEntry,
  providersConfiguration,
} from './provider-configuration.ts';

export interface ProviderTools
  extends Omit<AdapterTools, 'name' | 'timeoutMilliseconds'>,
    Pick<ProviderOptions, 'loadImage' | 'isPrivate'> {
  /** Providers that are no adapters, such as the embedded one; the list names them by `type`. */
  readonly ready: readonly Provider[];
  /** Of each of them, where the list gives no limits. Optional; defaults to none. */
  readonly readyLimits?: ProviderLimits | undefined;
  /** How each type of adapter is spoken to; optional; without it providers are known and never called. */
  readonly clients?: Readonly<Record<string, CreateClient>>;
  /** Wraps the provider to measure its calls. Optional; defaults to the provider as it is. */
  observed?(provider: Provider): Provider;
}

/** A provider of this deployment, with what the operator says of it. */
export interface ProviderSetup {
  readonly provider: Provider;
  readonly limits: ProviderEntry['limits'];
  readonly price: ProviderEntry['price'];
}

/**
 * Makes the providers of the operator's list, in its order. Credentials are settings like others and already resolved.
 * @throws ProviderConfigurationError naming the provider and every setting that is missing or wrong.
 */
export function configureProviders(configuration: unknown, tools: ProviderTools): ProviderSetup[] {
  const parsed = providersConfiguration.safeParse(configuration);
  if (!parsed.success) throw configurationError('The list of providers', parsed.error);
  const configured = parsed.data.map((entry) => configure(entry, tools));
  const names = configured.map(({ provider }) => provider.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return configured;
  const message = `Two providers are called "${twice}": give one of them its own name.`;
  throw new ProviderConfigurationError(message);
}

function configure(entry: ProviderEntry, tools: ProviderTools): ProviderSetup {
  const { type, name = type, limits, price } = entry;
  const ready = tools.ready.find((provider) => provider.name === type);
  if (ready) return { provider: ready, limits: { ...tools.readyLimits, ...limits }, price };
  try {
    return { provider: createEntryProvider(entry, name, tools), limits, price };
  } catch (error) {
    throw configurationError(`Provider "${name}"`, error);
  }
}

function createEntryProvider(entry: ProviderEntry, name: string, tools: ProviderTools): Provider {
  const { type, timeoutSeconds } = entry;
  const definition = adapterDefinitions.find((known) => known.type === type);
  if (!definition) {
    const types = [
      ...tools.ready.map((one) => one.name),
      ...adapterDefinitions.map((one) => one.type),
    ];
    throw new Error(`there is no type "${type}"; known: ${types.join(', ')}.`);
  }
  const timeoutMilliseconds = timeoutSeconds && timeoutSeconds * 1000;
  const settings = tidy(entry);
  const description = definition.describe(settings);
  const client = tools.clients?.[type]?.(settings, { ...tools, name, timeoutMilliseconds });
  const adapter = { ...description, ...(client ?? createUnusedClient(name)) };
  return createProvider(adapter, {
    name,
    models: chooseModels(entry, description),
    queries: definition.queries,
    loadImage: tools.loadImage,
    isPrivate: (url) => !entry.reachesPrivateAddresses && tools.isPrivate(url),
  });
}

/** For a function that promises and refuses, and leaves the calls to others. */
function createUnusedClient(name: string): ProviderClient {
  const refuse = async (): Promise<never> => {
    throw new Error(`This function knows of ${name} and does not speak to it.`);
  };
  return { start: refuse, check: refuse };
}

/** Settings come from files and variables: spaces and line ends around them are not meant, and nothing is missing. */
function tidy(entry: ProviderEntry): Record<string, unknown> {
  const trimmed = Object.entries(entry).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ]);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/**
 * The models to make available: of each kind that `models` names those that it names, in its order; of all other kinds
 * the adapter's own.
 */
function chooseModels(
  { type, models }: ProviderEntry,
  { models: own, describableKinds = [] }: AdapterDescription,
): Model[] {
  const chosen = (models ?? []).map((choice) => {
    if (typeof choice === 'string') return findOwn(own, choice);
    if ('like' in choice) {
      const { like, ...changes } = choice;
      return Object.assign({ ...findOwn(own, like) }, changes);
    }
    if (describableKinds.includes(choice.kind)) return choice;
    throw new Error(
      `models has "${choice.name}" of ${choice.kind} in full, which ${type} does not take: give the name of one of its models, or { "name": "${choice.name}", "like": "${own[0]?.name}", "id": "…" }.`,
    );
  });
  return [...chosen, ...own.filter(({ kind }) => !chosen.some((model) => model.kind === kind))];
}

function findOwn(own: readonly Model[], wanted: string): Model {
  const found = own.find(({ name }) => name === wanted && name !== ANY_VERSION);
  if (found) return found;
  const known = own.flatMap(({ name }) => (name === ANY_VERSION ? [] : [name])).join(', ');
  throw new Error(`models has no "${wanted}"; there are ${known}.`);
}
