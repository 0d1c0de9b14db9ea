import { type KindRequest, kinds, type Price } from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { isUsable, type Offer, type UsableOffer } from '../providers/offer.ts';
import { getHeldPrice, type Task } from './task.ts';

export interface Choice {
  readonly offer: UsableOffer;
  /** As the provider is to read it: `model_version` without the provider's name before it. */
  readonly request: KindRequest;
}

/**
 * Who takes a request: the provider that it names, in `provider` or before the slash of `model_version`; else the first
 * in the operator's order that has the model it names; else the first of all.
 * @throws InvalidRequestError when that one is unknown or can't be used; also when none of this deployment's serves the kind.
 */
export function chooseOffer(offers: readonly Offer[], request: KindRequest): Choice {
  const { provider, model_version: model } = request;
  const prefix = offers.find(({ name }) => model?.startsWith(`${name}/`))?.name;
  const name = provider ?? prefix;
  if (name !== undefined) {
    const offer = namedOffer(offers, name, provider === undefined ? 'model_version' : 'provider');
    const model_version = prefix === name ? model?.slice(name.length + 1) : model;
    return {
      offer,
      request: { ...request, provider: name, ...(model_version ? { model_version } : {}) },
    };
  }
  const usable = offers.filter(isUsable);
  const offer = usable.find((one) => hasModel(one, model)) ?? usable[0];
  return { offer: offer ?? refuseBroken(offers), request };
}

/**
 * Who may take a task that nobody has taken, in this order: the one that its request names; else the one that it would
 * choose and then all others that take the request as it is, for no more than the task holds.
 */
export function offersFor(
  offers: readonly Offer[],
  { kind, request, ...held }: Pick<Task, 'kind' | 'request' | 'coins' | 'currency'>,
): UsableOffer[] {
  const usable = offers.filter(isUsable);
  const { provider, model_version: model } = request;
  if (provider !== undefined) return usable.filter(({ name }) => name === provider);
  const withModel = usable.filter((one) => hasModel(one, model));
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
  offers: readonly Offer[],
  wanted: string,
  field: 'provider' | 'model_version',
): UsableOffer {
  const found = offers.find(({ name }) => name === wanted);
  if (found && isUsable(found)) return found;
  const names = offers.filter(isUsable).map(({ name }) => name);
  const message = found
    ? `names "${wanted}", which can't be used here: ${found.problem}`
    : `must name a provider of this deployment: ${names.join(', ')}`;
  throw new InvalidRequestError([{ field, message }]);
}

function refuseBroken(offers: readonly Offer[]): never {
  const problems = offers.flatMap((offer) => (isUsable(offer) ? [] : offer.problem));
  const message = `can't be chosen: ${problems.join(' ')}`.trim();
  throw new InvalidRequestError([{ field: 'provider', message }]);
}

function hasModel({ provider }: UsableOffer, wanted: string | undefined): boolean {
  return wanted !== undefined && (provider.models ?? []).some(({ name }) => name === wanted);
}
