import { providerSettings } from '../contract.ts';
import { typesForQuery } from './adapter-definitions.ts';
import { type ConfiguredProvider, isUsable } from './configured-provider.ts';
import type { QueryName } from './provider-query.ts';

/**
 * Those of the operator's providers that answer a query, each once and in order; where none does, one entry that can't
 * be used and says what the operator would have to configure.
 * @param providers of all kinds of task, in the operator's order
 */
export function getQueryProviders(
  query: QueryName,
  providers: readonly ConfiguredProvider[],
): ConfiguredProvider[] {
  const byName = new Map(
    providers.filter(isConfigured).map((configured) => [configured.name, configured]),
  );
  const providersForQuery = [...byName.values()].filter(
    (configured) => isUsable(configured) && configured.provider.queries?.includes(query),
  );
  if (providersForQuery.length > 0) return providersForQuery;
  const types = typesForQuery(query);
  const broken = [...byName.values()].filter(({ name }) => types.includes(name));
  return broken.length > 0 ? broken : [nobody(query, types)];
}

function isConfigured(configured: ConfiguredProvider): boolean {
  return isUsable(configured) || !configured.notConfigured;
}

function nobody(query: QueryName, types: readonly string[]): ConfiguredProvider {
  const problem = `No provider of this deployment answers this: configure ${types.map(withSetting).join(' or ')}.`;
  return { name: query, problem, notConfigured: true };
}

/** `a2e (A2E_TOKEN)`: the type and the name that its credentials are set by. */
function withSetting(type: string): string {
  const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = providerSettings;
  const name = settings[type]?.['apiKey'];
  return name === undefined ? type : `${type} (${name})`;
}
