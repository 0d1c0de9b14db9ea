import * as z from 'zod';
import { isTaskKind, type TaskKind, taskKinds } from '../catalog/catalog.ts';
import { parameterNames, providerSettings } from '../contract.ts';
import { getKinds, typesForKind } from './adapter-definitions.ts';
import { configureProviders, type ProviderTools } from './configure-provider.ts';
import { type ConfiguredProvider, isUsable } from './configured-provider.ts';

/** What the operator's parameters say: the list under `providers`, and settings under `secrets/<NAME>`. */
export type Parameters = ReadonlyMap<string, string>;

/** The providers for each kind of task, in the order of preference. */
export type ProvidersByKind = Readonly<Record<TaskKind, readonly ConfiguredProvider[]>>;

/** Where nothing is configured, and for kinds that nothing configured serves: what needs no account anywhere. */
const BUILT_IN = 'embedded';

type Entry = { readonly type: string } & Readonly<Record<string, unknown>>;
type Lists = Readonly<Record<string, readonly Entry[]>>;

const entry: z.ZodType<Entry> = z.union(
  [
    z.string().transform((type) => ({ type })),
    z.looseObject({ type: z.string('is missing: the kind of provider') }),
  ],
  'must be the type of a provider, or an object with its type and settings',
);
const list = z.array(entry).min(1);
/** In place of a kind: for all kinds without a list. */
const ALL = '*';
const document = z.union(
  [list.transform((all): Lists => ({ [ALL]: all })), z.record(z.string(), list)],
  'must be a list with one provider at least, or an object with such a list for each kind of task',
);

/**
 * Makes the operator's providers. What is wrong with one provider is said in its entry and leaves the others as they are; a
 * document that can't be read at all is one entry that can't be used.
 */
export function readProviders(parameters: Parameters, tools: ProviderTools): ProvidersByKind {
  try {
    const lists = readDocument(parameters.get(parameterNames.providers));
    const made = new Map(
      Object.values(lists)
        .flat()
        .map((each) => [each, readEntry(each, parameters, tools)]),
    );
    const builtIn = readEntry({ type: BUILT_IN }, parameters, tools);
    return mapKinds((kind) => {
      const named = getNamed(lists[kind] ?? lists[ALL] ?? [], made);
      return getServing(kind, named, builtIn);
    });
  } catch (error) {
    const problem = `The list of providers can't be used: ${getMessage(error)}`;
    return mapKinds(() => [{ name: parameterNames.providers, problem }]);
  }
}

function mapKinds(
  providersFor: (kind: TaskKind) => readonly ConfiguredProvider[],
): ProvidersByKind {
  return Object.fromEntries(taskKinds.map((kind) => [kind, providersFor(kind)])) as ProvidersByKind;
}

function getNamed(entries: readonly Entry[], made: ReadonlyMap<Entry, ConfiguredProvider>) {
  const providers = entries.flatMap((each) => {
    const configured = made.get(each);
    return configured ? [{ type: each.type, configured }] : [];
  });
  const all = providers.map(({ configured }) => configured);
  return providers.map(({ type, configured }) => ({
    type,
    configured: refuseTwice(configured, all),
  }));
}

/** Those who serve the kind; else what is built in, where that serves it; else a sentence that says who would. */
function getServing(
  kind: TaskKind,
  named: readonly { readonly type: string; readonly configured: ConfiguredProvider }[],
  builtIn: ConfiguredProvider,
): readonly ConfiguredProvider[] {
  const serving = named.filter(({ type, configured }) =>
    isUsable(configured)
      ? configured.provider.kinds.includes(kind)
      : (getKinds(type)?.includes(kind) ?? true),
  );
  if (serving.length > 0) return serving.map(({ configured }) => configured);
  if (isUsable(builtIn) && builtIn.provider.kinds.includes(kind)) return [builtIn];
  const types = typesForKind(kind).join(', ');
  const problem = `No provider of this deployment serves ${kind}. These would: ${types}; the operator names one in PROVIDERS.`;
  return [{ name: kind, problem, notConfigured: true }];
}

/** JSON, or names in a row such as `fal,embedded`. */
function readDocument(text: string | undefined): Lists {
  const given = text?.trim() || BUILT_IN;
  const isJson = given.startsWith('[') || given.startsWith('{');
  const names = given.split(',').map((name) => name.trim());
  const lists = document.parse(isJson ? JSON.parse(given) : names);
  const unknown = Object.keys(lists).find((kind) => kind !== ALL && !isTaskKind(kind));
  if (unknown === undefined) return lists;
  throw new Error(`there is no kind of task called "${unknown}".`);
}

/** One provider; what is missing is said together with how it is set. */
function readEntry(each: Entry, parameters: Parameters, tools: ProviderTools): ConfiguredProvider {
  const { found, missing } = findSettings(each, parameters);
  try {
    const [configured] = configureProviders([{ ...found, ...each }], tools);
    if (!configured) throw new Error('The provider is not configured.');
    const { provider, limits, price } = configured;
    const isPaced = !tools.ready.includes(provider) || limits.inFlight || limits.startsPerMinute;
    return {
      name: provider.name,
      provider: tools.observed?.(provider) ?? provider,
      ...(isPaced ? { limits } : {}),
      coinsPerSecond: price?.coinsPerSecond,
    };
  } catch (error) {
    const name = typeof each['name'] === 'string' ? each['name'] : each.type;
    const advice = missing.length === 0 ? '' : ` (${missing.join('; ')})`;
    return { name, problem: `${getMessage(error)}${advice}` };
  }
}

/** The settings that are kept apart from the list, and the names of those that are nowhere. */
function findSettings(each: Entry, parameters: Parameters) {
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = providerSettings;
  const names = Object.hasOwn(known, each.type) ? (known[each.type] ?? {}) : {};
  const found: Record<string, string> = {};
  const missing: string[] = [];
  for (const [setting, name] of Object.entries(names)) {
    const value = parameters.get(`${parameterNames.settings}/${name}`);
    if (value) found[setting] = value;
    else if (each[setting] === undefined) missing.push(`${setting} is set as ${name}`);
  }
  return { found, missing };
}

function refuseTwice(
  configured: ConfiguredProvider,
  all: readonly ConfiguredProvider[],
): ConfiguredProvider {
  const { name } = configured;
  if (all.filter((other) => other.name === name).length === 1) return configured;
  const problem = `Two providers are called "${name}": give one of them its own name.`;
  return { name, problem };
}

function getMessage(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : 'unknown';
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ');
}
