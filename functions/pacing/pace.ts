import type { ProviderLimits } from '../providers/configured-provider.ts';
import { fullBucket, refilled } from './token-bucket.ts';

/** A task that a provider works on, as far as its limits go. Times are in milliseconds since 1970. */
export interface Place {
  readonly since: number;
  /** After this the place is free again, whatever became of the task. */
  readonly until: number;
}

/** What is known of a provider's load and health: one item for each provider, replaced as a whole. */
export interface Pace {
  /** Grows by one with every change; 0 was never stored. */
  readonly version: number;
  /** Who holds a place, by task id; empty where places are not limited. */
  readonly places: Readonly<Record<string, Place>>;
  /** How many tasks may be started at once, by the limit of starts per minute; parts of one count. */
  readonly tokens: number;
  /** When `tokens` was right. */
  readonly refilledAt: number;
  /** Nobody is started before this: the provider asked for a pause, or is out of order. */
  readonly notBefore: number;
  /** How long a place is held as a rule, in seconds; 0 until one was given back. */
  readonly secondsHeld: number;
  /** How many starts in a row could not reach the provider. */
  readonly failures: number;
}

/** The pace of a provider about which nothing is known. */
export function freshPace(limits: ProviderLimits, now: number): Pace {
  return {
    version: 0,
    places: {},
    tokens: fullBucket(limits.startsPerMinute),
    refilledAt: now,
    notBefore: 0,
    secondsHeld: 0,
    failures: 0,
  };
}

/** The pace as it is now: places whose time is over are free, and tokens have come in. */
export function currentPace(pace: Pace, limits: ProviderLimits, now: number): Pace {
  const places = Object.entries(pace.places).filter(([, { until }]) => until > now);
  return {
    ...pace,
    places: Object.fromEntries(places),
    tokens: refilled(pace, limits.startsPerMinute, now),
    refilledAt: now,
  };
}
