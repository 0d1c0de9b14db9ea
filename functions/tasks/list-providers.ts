import { type TaskKind, taskKinds } from '../catalog/catalog.ts';
import { isUsable, type Offer, type UsableOffer } from '../providers/offer.ts';
import type { ProviderModel } from '../providers/provider.ts';
import { breakerState } from '../throttling/breaker.ts';
import type { ProviderUsage, Throttle } from '../throttling/throttle.ts';
import type { OffersOf } from './new-task.ts';

export interface ListProvidersDependencies {
  readonly offersOf: OffersOf;
  readonly throttle: Pick<Throttle, 'usage'>;
  readonly clock: { now(): number };
}

/** What can be chosen, by kind of task and in the operator's order, and what is wrong with the rest, in sentences. */
export async function listProviders(context: ListProvidersDependencies) {
  const loadOf = loadOnce(context);
  const listed = await Promise.all(
    taskKinds.map(async (kind) => {
      const offers = (await context.offersOf(kind)).filter(isConfigured);
      const described = await Promise.all(
        offers.map((offer) => describe({ ...context, loadOf }, offer, kind)),
      );
      const problems = offers.flatMap((offer) => (isUsable(offer) ? [] : offer.problem));
      return { kind, described, problems };
    }),
  );
  return {
    providers: Object.fromEntries(listed.map(({ kind, described }) => [kind, described])),
    problems: [...new Set(listed.flatMap(({ problems }) => problems))],
  };
}

/** What the operator named, whether it can be used or not. */
function isConfigured(offer: Offer): boolean {
  return isUsable(offer) || !offer.isUnserved;
}

/** One reading of each provider's load, whatever the number of kinds that it makes. */
function loadOnce({ throttle }: ListProvidersDependencies) {
  const known = new Map<string, Promise<ProviderUsage>>();
  return ({ name, limits }: UsableOffer): Promise<ProviderUsage> | undefined => {
    if (!limits) return undefined;
    const load = known.get(name) ?? throttle.usage(name, limits);
    known.set(name, load);
    return load;
  };
}

async function describe(
  {
    clock,
    loadOf,
  }: Pick<ListProvidersDependencies, 'clock'> & { loadOf: ReturnType<typeof loadOnce> },
  offer: Offer,
  kind: TaskKind,
): Promise<object> {
  const { name } = offer;
  if (!isUsable(offer)) return { name, usable: false, problem: offer.problem };
  const load = await loadOf(offer);
  const { models = [] } = offer.provider;
  return {
    name,
    usable: true,
    models: kind === 'image-to-video' ? models.map(describeModel) : [],
    limits: describeLimits(offer),
    coins_per_second: offer.coinsPerSecond ?? null,
    ...(load ? describeLoad(load, clock.now()) : {}),
  };
}

/** Lengths and times are in seconds; what a model doesn't take is refused in a request for it. */
function describeModel(model: ProviderModel): object {
  return {
    name: model.name,
    video_time: model.seconds,
    expected_seconds: model.expectedSeconds,
    prompt_required: model.promptRequired ?? false,
    longest_prompt: model.longestPrompt ?? null,
    negative_prompt: model.negativePrompt !== undefined && model.negativePrompt !== false,
    flf2v: model.lastFrame ?? false,
    lora: model.lora ?? false,
  };
}

function describeLimits({ limits }: UsableOffer): object {
  return {
    in_flight: limits?.inFlight ?? null,
    starts_per_minute: limits?.startsPerMinute ?? null,
  };
}

function describeLoad({ load, waiting }: ProviderUsage, now: number): object {
  return {
    breaker: breakerState(load, now),
    in_flight: Object.keys(load.slots).length,
    waiting,
    resumes_at: load.notBefore > now ? new Date(load.notBefore).toISOString() : null,
  };
}
