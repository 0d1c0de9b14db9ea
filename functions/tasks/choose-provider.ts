import { type KindRequest, kinds, type Price, type TaskKind } from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import {
  type ConfiguredProvider,
  isUsable,
  type UsableProvider,
} from '../providers/configured-provider.ts';
import { getHeldPrice, type Task } from './task.ts';

export interface Choice {
  readonly configured: UsableProvider;
  /** As the provider is to read it: `model_version` without the provider's name before it. */
  readonly request: KindRequest;
}

/**
 * Who takes a request: the provider that it names, in `provider` or before the slash of `model_version`; else the first
 * in the operator's order that has the model it names; else the first of all.
 * @throws InvalidRequestError when that one is unknown or can't be used; also when none of this deployment's serves the kind.
 */
export function chooseProvider(
  providers: readonly ConfiguredProvider[],
  kind: TaskKind,
  request: KindRequest,
): Choice {
  const { provider, model_version: model } = request;
  const prefix = providers.find(({ name }) => model?.startsWith(`${name}/`))?.name;
  const name = provider ?? prefix;
  if (name !== undefined) {
    const configured = namedOffer(
      providers,
      name,
      provider === undefined ? 'model_version' : 'provider',
    );
    const model_version = prefix === name ? model?.slice(name.length + 1) : model;
    return {
      configured,
      request: { ...request, provider: name, ...(model_version ? { model_version } : {}) },
    };
  }
  const usable = providers.filter(isUsable);
  const configured = usable.find((one) => hasModel(one, kind, model)) ?? usable[0];
  return { configured: configured ?? refuseBroken(providers), request };
}

/**
 * Who may take a task that nobody has taken, in this order: the one that its request names; else the one that it would
 * choose and then all others that take the request as it is, for no more than the task holds.
 */
export function getEligibleProviders(
  providers: readonly ConfiguredProvider[],
  { kind, request, ...held }: Pick<Task, 'kind' | 'request' | 'coins' | 'currency'>,
): UsableProvider[] {
  const usable = providers.filter(isUsable);
  const { provider, model_version: model } = request;
  if (provider !== undefined) return usable.filter(({ name }) => name === provider);
  const withModel = usable.filter((one) => hasModel(one, kind, model));
  return [...new Set([...withModel, ...usable])].filter(
    (one) =>
      one.provider.refusals(kind, request).length === 0 &&
      isCovered(kinds[kind].price(request, one.coinsPerSecond), getHeldPrice(held)),
  );
}

function isCovered(price: Price, held: Price): boolean {
  return price.currency === held.currency && price.amount <= held.amount;
}

function namedOffer(
  providers: readonly ConfiguredProvider[],
  wanted: string,
  field: 'provider' | 'model_version',
): UsableProvider {
  const found = providers.find(({ name }) => name === wanted);
  if (found && isUsable(found)) return found;
  const names = providers.filter(isUsable).map(({ name }) => name);
  const message = found
    ? `names "${wanted}", which can't be used here: ${found.problem}`
    : `must name a provider of this deployment: ${names.join(', ')}`;
  throw new InvalidRequestError([{ field, message }]);
}

function refuseBroken(providers: readonly ConfiguredProvider[]): never {
  const problems = providers.flatMap((configured) =>
    isUsable(configured) ? [] : configured.problem,
  );
  const message = `can't be chosen: ${problems.join(' ')}`.trim();
  throw new InvalidRequestError([{ field: 'provider', message }]);
}

function hasModel(
  { provider }: UsableProvider,
  kind: TaskKind,
  wanted: string | undefined,
): boolean {
  return (
    wanted !== undefined &&
    (provider.models ?? []).some((model) => model.kind === kind && model.name === wanted)
  );
}
