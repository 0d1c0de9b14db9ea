import { taskKinds } from '../catalog/catalog.ts';
import { breakerState } from '../pacing/breaker.ts';
import type { Load, Pacing } from '../pacing/pacing.ts';
import { isUsable, type Offer, type UsableOffer } from '../providers/offer.ts';
import type { ProviderModel } from '../providers/provider.ts';
import type { OffersOf } from './new-task.ts';

export interface ListProviders {
  readonly offersOf: OffersOf;
  readonly pacing: Pick<Pacing, 'load'>;
  readonly clock: { now(): number };
}

/** What can be chosen, by kind of task and in the operator's order, and what is wrong with the rest, in sentences. */
export async function listProviders(context: ListProviders) {
  const listed = await Promise.all(
    taskKinds.map(async (kind) => {
      const offers = (await context.offersOf(kind)).filter(isConfigured);
      const described = await Promise.all(offers.map((offer) => describe(context, offer)));
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

async function describe({ pacing, clock }: ListProviders, offer: Offer): Promise<object> {
  const { name } = offer;
  if (!isUsable(offer)) return { name, usable: false, problem: offer.problem };
  const load = offer.limits && (await pacing.load(name, offer.limits));
  return {
    name,
    usable: true,
    models: (offer.provider.models ?? []).map(describeModel),
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

function describeLoad({ pace, waiting }: Load, now: number): object {
  return {
    breaker: breakerState(pace, now),
    in_flight: Object.keys(pace.places).length,
    waiting,
    resumes_at: pace.notBefore > now ? new Date(pace.notBefore).toISOString() : null,
  };
}
