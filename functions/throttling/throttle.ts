import type { ProviderLimits } from '../providers/configured-provider.ts';
import { CONFLICT, retryOnConflict } from '../retry-on-conflict.ts';
import { acquireSlot, isLimited, removeSlot } from './acquire-slot.ts';
import { afterContact, afterFailure, paused } from './breaker.ts';
import { createLoad, currentLoad, type ProviderLoad } from './provider-load.ts';
import type { QueueKey, ThrottlingStore } from './throttling-store.ts';

/** Attempts per change, when others change the load in between. */
const TRIES = 40;
/** Attempts per call to acquire a slot; after that the task waits `SHORTEST_WAIT`. */
const SLOT_TRIES = 30;
/** How much later than announced a waiting task may come, in seconds, before others pass it. */
const GRACE = 60;
const SHORTEST_WAIT = 2;
/** However long the queue: the load may change meanwhile. In seconds. */
const LONGEST_WAIT = 15 * 60;

export interface AdmissionRequest extends QueueKey {
  readonly provider: string;
  readonly limits: ProviderLimits;
  readonly expectedSeconds: number;
  readonly leaseSeconds: number;
}

export type Admission =
  /** `isRecovering`: the provider failed before, so `recordContact` is due when it answers. */
  | { readonly state: 'admitted'; readonly isRecovering: boolean }
  /** `queued`: the provider is full, or asked for a pause; `unavailable`: its breaker is open. Ask again after `seconds`. */
  | { readonly state: 'queued' | 'unavailable'; readonly seconds: number };

/** How busy a provider is. */
export interface ProviderUsage {
  readonly load: ProviderLoad;
  /** How many tasks wait in its queue. */
  readonly waiting: number;
}

/** Admits starts within each provider's limits, across functions. All of it can be repeated. */
export interface Throttle {
  /**
   * A slot for the task, or how long to wait before it asks again; until then it stays in the queue. Nobody is queued
   * for a provider that is unavailable: there may be others.
   */
  admit(request: AdmissionRequest): Promise<Admission>;
  /** How busy the provider is now. */
  usage(provider: string, limits: ProviderLimits): Promise<ProviderUsage>;
  /** Releases the task's slot and takes it out of the queue. */
  release(provider: string, key: QueueKey): Promise<void>;
  /** The provider answered after it had failed: closes the breaker. */
  recordContact(provider: string): Promise<void>;
  /** The start came to nothing: releases the slot without counting how long it was held. */
  cancel(provider: string, key: QueueKey): Promise<void>;
  /** The provider could not be reached. Answers how long no task is started, in seconds. */
  recordFailure(provider: string, key: QueueKey, retryAfterSeconds?: number): Promise<number>;
  /** The provider asks for a pause. Answers how long no task is started, in seconds. */
  pause(provider: string, key: QueueKey, seconds: number): Promise<number>;
}

interface ThrottleDependencies {
  readonly store: ThrottlingStore;
  readonly clock: { now(): number };
}

/** How old a warm function's knowledge of a healthy provider without limits may be, in milliseconds. */
const REMEMBERED = 5_000;

/** @throws from each of its methods: an Error when others changed the same load forty times in a row. */
export function createThrottle(context: ThrottleDependencies): Throttle {
  const { store, clock } = context;
  const healthyUntil = new Map<string, number>();

  /** Nothing is stored for a start without limits, so that a healthy provider is not read for each. */
  async function admitUnlimited(request: AdmissionRequest): Promise<Admission> {
    const { provider } = request;
    if ((healthyUntil.get(provider) ?? 0) > clock.now()) {
      return { state: 'admitted', isRecovering: false };
    }
    const admission = await admit(context, request);
    if (admission.state === 'admitted' && !admission.isRecovering) {
      healthyUntil.set(provider, clock.now() + REMEMBERED);
    }
    return admission;
  }

  async function change(
    provider: string,
    decide: (load: ProviderLoad) => ProviderLoad,
  ): Promise<ProviderLoad> {
    healthyUntil.delete(provider);
    return retryOnConflict({ what: `The load of ${provider}`, tries: TRIES }, async () => {
      const load = (await store.getLoad(provider)) ?? createLoad({}, clock.now());
      const next = decide(load);
      if (next === load) return load;
      const isStored = await store.replaceLoad(provider, { ...next, version: load.version + 1 });
      return isStored ? next : CONFLICT;
    });
  }

  /** Releases the slot of a start that came to nothing, and answers how long no task is started. */
  async function stop(
    provider: string,
    { taskId }: QueueKey,
    after: (load: ProviderLoad, now: number) => ProviderLoad,
  ): Promise<number> {
    const now = clock.now();
    const load = await change(provider, (current) =>
      after(removeSlot(current, taskId, now, false), now),
    );
    return Math.max(SHORTEST_WAIT, Math.ceil((load.notBefore - now) / 1000));
  }

  return {
    admit: (request) =>
      isLimited(request.limits) ? admit(context, request) : admitUnlimited(request),

    async usage(provider, limits) {
      const now = clock.now();
      const [load, waiting] = await Promise.all([
        store.getLoad(provider),
        store.countWaiting(provider, now),
      ]);
      return { load: currentLoad(load ?? createLoad(limits, now), limits, now), waiting };
    },

    async release(provider, key) {
      await store.dequeue(provider, key);
      await change(provider, (load) => removeSlot(load, key.taskId, clock.now(), true));
    },

    async recordContact(provider) {
      await change(provider, (load) => (load.failures === 0 ? load : afterContact(load)));
    },

    async cancel(provider, key) {
      await stop(provider, key, (load) => load);
    },

    recordFailure: (provider, key, retryAfterSeconds) =>
      stop(provider, key, (load, now) => afterFailure(load, now, retryAfterSeconds)),

    pause: (provider, key, seconds) =>
      stop(provider, key, (load, now) => paused(afterContact(load), now, seconds)),
  };
}

async function admit(
  { store, clock }: ThrottleDependencies,
  request: AdmissionRequest,
): Promise<Admission> {
  const { provider, limits } = request;
  const hasQueue = isLimited(limits);
  if (hasQueue) await stayQueued(store, request, clock.now());
  const decision = await tryToAcquire({ store, clock }, request);
  if (decision.state === 'admitted') {
    if (hasQueue) await store.dequeue(provider, request);
    return decision;
  }
  const seconds = bounded(decision.seconds);
  if (hasQueue && decision.state === 'unavailable') await store.dequeue(provider, request);
  else if (hasQueue) await stayQueued(store, request, clock.now() + seconds * 1000);
  return { state: decision.state, seconds };
}

async function tryToAcquire(
  { store, clock }: ThrottleDependencies,
  request: AdmissionRequest,
): Promise<Admission> {
  const { provider, limits } = request;
  const otherwise = (): Admission => ({ state: 'queued', seconds: SHORTEST_WAIT });
  return retryOnConflict({ what: 'The load', tries: SLOT_TRIES, otherwise }, async () => {
    const now = clock.now();
    const ahead = isLimited(limits) ? await store.countWaiting(provider, now, request) : 0;
    const load = (await store.getLoad(provider)) ?? createLoad(limits, now);
    const decision = acquireSlot(load, limits, { ...request, ahead, now });
    if (decision.state !== 'admitted') return decision;
    const { next } = decision;
    const isStored =
      !next || (await store.replaceLoad(provider, { ...next, version: load.version + 1 }));
    return isStored ? { state: 'admitted', isRecovering: load.failures > 0 } : CONFLICT;
  });
}

function stayQueued(
  store: ThrottlingStore,
  request: AdmissionRequest,
  asksAgainAt: number,
): Promise<void> {
  const { provider, taskId, createdAt } = request;
  return store.enqueue(provider, { taskId, createdAt, dueAt: asksAgainAt + GRACE * 1000 });
}

function bounded(seconds: number): number {
  return Math.ceil(Math.min(Math.max(seconds, SHORTEST_WAIT), LONGEST_WAIT));
}
