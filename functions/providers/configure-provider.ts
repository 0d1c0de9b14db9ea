import { adapterDefinitions } from './adapter-definitions.ts';
import { type AdapterProviderOptions, createProvider } from './adapter-provider.ts';
import type { KindModel } from './kind-model.ts';
import type {
  AdapterTools,
  CreateClient,
  Provider,
  ProviderClient,
  ProviderModel,
} from './provider.ts';
import {
  configurationError,
  type ModelChoice,
  ProviderConfigurationError,
  type ProviderEntry,
  providersConfiguration,
} from './provider-configuration.ts';

export interface ProviderTools
  extends Omit<AdapterTools, 'name' | 'timeoutMilliseconds'>,
    Pick<AdapterProviderOptions, 'loadImage' | 'isPrivate'> {
  /** Providers that are no adapters, such as the embedded one; the list names them by `type`. */
  readonly ready: readonly Provider[];
  /** How each type of adapter is spoken to; left out where providers are known of and never called. */
  readonly clients?: Readonly<Record<string, CreateClient>>;
  /** The provider with its calls watched; as it is where it is left out. */
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
  const message = `Two providers are called "${twice}": give one of them a name of its own.`;
  throw new ProviderConfigurationError(message);
}

function configure(entry: ProviderEntry, tools: ProviderTools): ProviderSetup {
  const { type, name = type, limits, price } = entry;
  const ready = tools.ready.find((provider) => provider.name === type);
  if (ready) return { provider: ready, limits, price };
  try {
    return { provider: providerOfEntry(entry, name, tools), limits, price };
  } catch (error) {
    throw configurationError(`Provider "${name}"`, error);
  }
}

function providerOfEntry(entry: ProviderEntry, name: string, tools: ProviderTools): Provider {
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
  const chosen = (entry.models ?? []).flatMap((model) => (isKindModel(model) ? [model] : []));
  if (chosen.length > 0 && !description.kindModels) {
    throw new Error(`models has one with a kind, which ${type} does not take.`);
  }
  const wire = tools.clients?.[type]?.(settings, { ...tools, name, timeoutMilliseconds });
  const adapter = { ...description, ...(wire ?? unspokenTo(name)) };
  return createProvider(adapter, {
    name,
    models: chosenModels(entry.models, adapter.models),
    queries: definition.queries,
    kindModels: adapter.kindModels && [...chosen, ...adapter.kindModels],
    loadImage: tools.loadImage,
    isPrivate: (url) => !entry.reachesPrivateAddresses && tools.isPrivate(url),
  });
}

/** For a function that promises and refuses, and leaves the calls to others. */
function unspokenTo(name: string): ProviderClient {
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

function chosenModels(
  choices: readonly [ModelChoice, ...ModelChoice[]] | undefined,
  own: readonly ProviderModel[],
): [ProviderModel, ...ProviderModel[]] | undefined {
  if (!choices) return undefined;
  const [first, ...others] = choices.filter(
    (choice): choice is VideoModelChoice => !isKindModel(choice),
  );
  if (!first) return undefined;
  return [chosenModel(first, own), ...others.map((choice) => chosenModel(choice, own))];
}

function isKindModel(choice: ModelChoice): choice is KindModel {
  return typeof choice !== 'string' && 'kind' in choice;
}

type VideoModelChoice = Exclude<ModelChoice, KindModel>;

function chosenModel(choice: VideoModelChoice, own: readonly ProviderModel[]): ProviderModel {
  if (typeof choice !== 'string' && 'id' in choice) return choice;
  const { name, like } = typeof choice === 'string' ? { name: choice, like: choice } : choice;
  const found = own.find((model) => model.name === like);
  if (found) return { ...found, name };
  const known = own.map((model) => model.name).join(', ');
  throw new Error(`models has no "${like}"; there are ${known}.`);
}
