import type { ProviderLimits } from '../providers/configured-provider.ts';
import { breakerState, tried } from './breaker.ts';
import { currentPace, type Pace } from './pace.ts';
import { secondsUntilTurn } from './seconds-until-turn.ts';

/** Who asks to be started, and when. */
export interface PlaceCall {
  readonly taskId: string;
  /** How many that came before are still waiting. */
  readonly ahead: number;
  /** How long such a task takes as a rule, in seconds: used until places have been given back. */
  readonly expectedSeconds: number;
  /** How long the place is kept for a task that is never heard of again, in seconds. */
  readonly leaseSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type PlaceDecision =
  /** It may start once `next` is stored; without `next` there is nothing to store. */
  | { readonly state: 'taken'; readonly next?: Pace }
  /** `open`: the provider is out of order; `waiting`: it is full, or asked for a pause. */
  | { readonly state: 'waiting' | 'open'; readonly seconds: number };

/** Decides whether a task may be started now, in the order in which tasks came. */
export function takePlace(stored: Pace, limits: ProviderLimits, call: PlaceCall): PlaceDecision {
  const { taskId, ahead, now } = call;
  const pace = currentPace(stored, limits, now);
  if (pace.places[taskId]) return { state: 'taken' };
  const breaker = breakerState(pace, now);
  const room = Math.min(roomOf(pace, limits), breaker === 'half-open' ? 1 : Number.MAX_VALUE);
  if (now < pace.notBefore || ahead >= room) {
    const secondsEach = pace.secondsHeld || call.expectedSeconds;
    const seconds = secondsUntilTurn(pace, limits, { ahead, secondsEach, now });
    return { state: breaker === 'open' ? 'open' : 'waiting', seconds };
  }
  const next = breaker === 'half-open' ? tried(pace, now) : pace;
  if (!isLimited(limits)) return next === pace ? { state: 'taken' } : { state: 'taken', next };
  return { state: 'taken', next: withPlace(next, limits, call) };
}

/** True where somebody may have to wait, so that there is a line. */
export function isLimited({ inFlight, startsPerMinute }: ProviderLimits): boolean {
  return inFlight !== undefined || startsPerMinute !== undefined;
}

/** The pace after a task has left; how long it was there counts when it ran. */
export function withoutPlace(pace: Pace, taskId: string, now: number, hasRun: boolean): Pace {
  const { [taskId]: place, ...places } = pace.places;
  if (!place) return pace;
  const held = (now - place.since) / 1000;
  const secondsHeld = hasRun ? average(pace.secondsHeld, held) : pace.secondsHeld;
  return { ...pace, places, secondsHeld };
}

/** How many may start at once. */
function roomOf({ places, tokens }: Pace, { inFlight }: ProviderLimits): number {
  const free = inFlight === undefined ? Number.POSITIVE_INFINITY : inFlight - sizeOf(places);
  return Math.min(free, Math.floor(tokens));
}

function withPlace(pace: Pace, { inFlight }: ProviderLimits, call: PlaceCall): Pace {
  const { taskId, now, leaseSeconds } = call;
  const place = { since: now, until: now + leaseSeconds * 1000 };
  return {
    ...pace,
    tokens: pace.tokens - 1,
    ...(inFlight === undefined ? {} : { places: { ...pace.places, [taskId]: place } }),
  };
}

function sizeOf(places: Pace['places']): number {
  return Object.keys(places).length;
}

/** The newest counts for a fifth, so that the value follows a change within some ten tasks. */
function average(before: number, newest: number): number {
  return before === 0 ? newest : before + (newest - before) / 5;
}
