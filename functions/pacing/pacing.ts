import type { ProviderLimits } from '../providers/configured-provider.ts';
import { afterContact, afterFailure, paused } from './breaker.ts';
import { currentPace, freshPace, type Pace } from './pace.ts';
import type { LineKey, PacingStore } from './pacing-store.ts';
import { isLimited, takePlace, withoutPlace } from './take-place.ts';

/** How often a change is tried again when others changed the pace in between. */
const TRIES = 40;
/** How often a place is asked for in one go; who has no luck waits its shortest time. */
const PLACE_TRIES = 30;
/** How much later than announced a waiting task may come, in seconds, before others pass it. */
const GRACE = 60;
const SHORTEST_WAIT = 2;
/** However long the line: its pace may change, in seconds. */
const LONGEST_WAIT = 15 * 60;

export interface Turn extends LineKey {
  readonly provider: string;
  readonly limits: ProviderLimits;
  readonly expectedSeconds: number;
  readonly leaseSeconds: number;
}

export type TurnAnswer =
  /** `isRecovering`: the provider failed before, so `reached` is to be told when it answers. */
  | { readonly state: 'taken'; readonly isRecovering: boolean }
  | { readonly state: 'waiting' | 'open'; readonly seconds: number };

/** How busy a provider is. */
export interface Load {
  readonly pace: Pace;
  /** How many tasks stand in its line. */
  readonly waiting: number;
}

/** Who may be started when: the limits of each provider, kept across functions. All of it can be repeated. */
export interface Pacing {
  /**
   * A place for the task, or how long to wait before it asks again; until then it stands in line. Nobody stands in the
   * line of a provider that is out of order: there may be others.
   */
  ask(turn: Turn): Promise<TurnAnswer>;
  /** How busy the provider is now. */
  load(provider: string, limits: ProviderLimits): Promise<Load>;
  /** The task is done with the provider, or waits for it no more. */
  leave(provider: string, key: LineKey): Promise<void>;
  /** The provider answered after it had failed. */
  reached(provider: string): Promise<void>;
  /** The start came to nothing: the place is free at once. */
  giveBack(provider: string, key: LineKey): Promise<void>;
  /** The provider could not be reached. Answers how long nobody is started now, in seconds. */
  failed(provider: string, key: LineKey, retryAfterSeconds?: number): Promise<number>;
  /** The provider asks for a pause. Answers how long nobody is started now, in seconds. */
  pause(provider: string, key: LineKey, seconds: number): Promise<number>;
}

interface PacingContext {
  readonly store: PacingStore;
  readonly clock: { now(): number };
}

/** @throws by each of its calls: an Error when others changed the same pace forty times in a row. */
export function createPacing(context: PacingContext): Pacing {
  const { store, clock } = context;

  async function change(provider: string, decide: (pace: Pace) => Pace): Promise<Pace> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const pace = (await store.getPace(provider)) ?? freshPace({}, clock.now());
      const next = decide(pace);
      if (next === pace) return pace;
      if (await store.replacePace(provider, { ...next, version: pace.version + 1 })) return next;
    }
    throw new Error(`The pace of ${provider} was changed by others ${TRIES} times in a row.`);
  }

  /** Gives the place back for a start that came to nothing, and answers how long nobody is started. */
  async function stop(
    provider: string,
    { taskId }: LineKey,
    after: (pace: Pace, now: number) => Pace,
  ): Promise<number> {
    const now = clock.now();
    const pace = await change(provider, (current) =>
      after(withoutPlace(current, taskId, now, false), now),
    );
    return Math.max(SHORTEST_WAIT, Math.ceil((pace.notBefore - now) / 1000));
  }

  return {
    ask: (turn) => ask(context, turn),

    async load(provider, limits) {
      const now = clock.now();
      const [pace, waiting] = await Promise.all([
        store.getPace(provider),
        store.countWaiting(provider, now),
      ]);
      return { pace: currentPace(pace ?? freshPace(limits, now), limits, now), waiting };
    },

    async leave(provider, key) {
      await store.leaveLine(provider, key);
      await change(provider, (pace) => withoutPlace(pace, key.taskId, clock.now(), true));
    },

    async reached(provider) {
      await change(provider, (pace) => (pace.failures === 0 ? pace : afterContact(pace)));
    },

    async giveBack(provider, key) {
      await stop(provider, key, (pace) => pace);
    },

    failed: (provider, key, retryAfterSeconds) =>
      stop(provider, key, (pace, now) => afterFailure(pace, now, retryAfterSeconds)),

    pause: (provider, key, seconds) =>
      stop(provider, key, (pace, now) => paused(afterContact(pace), now, seconds)),
  };
}

async function ask({ store, clock }: PacingContext, turn: Turn): Promise<TurnAnswer> {
  const { provider, limits } = turn;
  const hasLine = isLimited(limits);
  if (hasLine) await stayInLine(store, turn, clock.now());
  const decision = await tryToTake({ store, clock }, turn);
  if (decision.state === 'taken') {
    if (hasLine) await store.leaveLine(provider, turn);
    return decision;
  }
  const seconds = bounded(decision.seconds);
  if (hasLine && decision.state === 'open') await store.leaveLine(provider, turn);
  else if (hasLine) await stayInLine(store, turn, clock.now() + seconds * 1000);
  return { state: decision.state, seconds };
}

async function tryToTake({ store, clock }: PacingContext, turn: Turn): Promise<TurnAnswer> {
  const { provider, limits } = turn;
  for (let tries = 0; tries < PLACE_TRIES; tries += 1) {
    const now = clock.now();
    const ahead = isLimited(limits) ? await store.countWaiting(provider, now, turn) : 0;
    const pace = (await store.getPace(provider)) ?? freshPace(limits, now);
    const decision = takePlace(pace, limits, { ...turn, ahead, now });
    if (decision.state !== 'taken') return decision;
    const { next } = decision;
    const isStored =
      !next || (await store.replacePace(provider, { ...next, version: pace.version + 1 }));
    if (isStored) return { state: 'taken', isRecovering: pace.failures > 0 };
  }
  return { state: 'waiting', seconds: SHORTEST_WAIT };
}

function stayInLine(store: PacingStore, turn: Turn, asksAgainAt: number): Promise<void> {
  const { provider, taskId, createdAt } = turn;
  return store.joinLine(provider, { taskId, createdAt, dueAt: asksAgainAt + GRACE * 1000 });
}

function bounded(seconds: number): number {
  return Math.ceil(Math.min(Math.max(seconds, SHORTEST_WAIT), LONGEST_WAIT));
}
