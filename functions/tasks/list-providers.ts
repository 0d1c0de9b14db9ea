import { type TaskKind, taskKinds } from '../catalog/catalog.ts';
import {
  type ConfiguredProvider,
  isUsable,
  type UsableProvider,
} from '../providers/configured-provider.ts';
import type { Model } from '../providers/model.ts';
import { breakerState } from '../throttling/breaker.ts';
import type { ProviderUsage, Throttle } from '../throttling/throttle.ts';
import { type DurationStore, expectTypical } from './durations.ts';
import type { ProvidersFor } from './new-task.ts';

export interface ListProvidersDependencies {
  readonly providersFor: ProvidersFor;
  readonly throttle: Pick<Throttle, 'usage'>;
  readonly durations: Pick<DurationStore, 'recent'>;
  readonly clock: { now(): number };
}

/** What can be chosen, by kind of task and in the operator's order, and what is wrong with the rest, in sentences. */
export async function listProviders(context: ListProvidersDependencies) {
  const loadOf = loadOnce(context);
  const listed = await Promise.all(
    taskKinds.map(async (kind) => {
      const providers = (await context.providersFor(kind)).filter(isConfigured);
      const described = await Promise.all(
        providers.map((configured) => describe({ ...context, loadOf }, configured, kind)),
      );
      const problems = providers.flatMap((configured) =>
        isUsable(configured) ? [] : configured.problem,
      );
      return { kind, described, problems };
    }),
  );
  return {
    providers: Object.fromEntries(listed.map(({ kind, described }) => [kind, described])),
    problems: [...new Set(listed.flatMap(({ problems }) => problems))],
  };
}

/** What the operator named, whether it can be used or not. */
function isConfigured(configured: ConfiguredProvider): boolean {
  return isUsable(configured) || !configured.notConfigured;
}

/** One reading of each provider's load, whatever the number of kinds that it makes. */
function loadOnce({ throttle }: ListProvidersDependencies) {
  const known = new Map<string, Promise<ProviderUsage>>();
  return ({ name, limits }: UsableProvider): Promise<ProviderUsage> | undefined => {
    if (!limits) return undefined;
    const load = known.get(name) ?? throttle.usage(name, limits);
    known.set(name, load);
    return load;
  };
}

async function describe(
  {
    clock,
    durations,
    loadOf,
  }: Pick<ListProvidersDependencies, 'clock' | 'durations'> & {
    loadOf: ReturnType<typeof loadOnce>;
  },
  configured: ConfiguredProvider,
  kind: TaskKind,
) {
  const { name } = configured;
  if (!isUsable(configured)) return { name, usable: false, problem: configured.problem };
  const [load, expected] = await Promise.all([
    loadOf(configured),
    expectTypical(durations, configured.provider, kind),
  ]);
  const { models = [] } = configured.provider;
  return {
    name,
    usable: true,
    models:
      kind === 'image-to-video'
        ? models.filter((model) => model.kind === kind).map(describeModel)
        : [],
    limits: describeLimits(configured),
    coins_per_second: configured.coinsPerSecond ?? null,
    median_seconds: Math.round(expected.p50Seconds),
    p90_seconds: Math.round(expected.p90Seconds),
    ...(load ? describeLoad(load, clock.now()) : {}),
  };
}

/** Lengths and times are in seconds; what a model doesn't take is refused in a request for it. */
function describeModel({ name, expectedSeconds, input, required, limits }: Model) {
  const takes = (field: string) => input === undefined || field in input;
  const lengths = limits?.['video_time']?.oneOf ?? [5, 10, 15, 20];
  return {
    name,
    video_time: lengths.map((length) => Number.parseFloat(`${length}`)),
    expected_seconds: expectedSeconds,
    prompt_required: required?.includes('prompt') ?? false,
    longest_prompt: limits?.['prompt']?.longest ?? null,
    negative_prompt: takes('negative_prompt'),
    flf2v: takes('end_image_url'),
    lora: takes('lora'),
  };
}

function describeLimits({ limits }: UsableProvider) {
  return {
    in_flight: limits?.inFlight ?? null,
    starts_per_minute: limits?.startsPerMinute ?? null,
  };
}

function describeLoad({ load, waiting }: ProviderUsage, now: number) {
  return {
    breaker: breakerState(load, now),
    in_flight: Object.keys(load.slots).length,
    waiting,
    resumes_at: load.notBefore > now ? new Date(load.notBefore).toISOString() : null,
  };
}
