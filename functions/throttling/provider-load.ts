import type { ProviderLimits } from '../providers/configured-provider.ts';
import { fullBucket, refilled } from './token-bucket.ts';

/** A task's use of a provider's concurrency. Times are in milliseconds since 1970. */
export interface Slot {
  readonly since: number;
  /** When the lease ends: the slot is then free, whatever became of the task. */
  readonly until: number;
}

/** What is known of a provider's load and health: one item for each provider, replaced as a whole. */
export interface ProviderLoad {
  /** Grows by one with every change; 0 was never stored. */
  readonly version: number;
  /** Who holds a slot, by task id; empty where slots are not limited. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** How many tasks may be started at once, by the limit of starts per minute; parts of one count. */
  readonly tokens: number;
  /** When `tokens` was right. */
  readonly refilledAt: number;
  /** No task is started before this: the provider asked for a pause, or its breaker is open. */
  readonly notBefore: number;
  /** How long a slot is held on average, in seconds; 0 until one was released. */
  readonly secondsHeld: number;
  /** How many starts in a row could not reach the provider. */
  readonly failures: number;
}

/** The load of a provider about which nothing is known. */
export function createLoad(limits: ProviderLimits, now: number): ProviderLoad {
  return {
    version: 0,
    slots: {},
    tokens: fullBucket(limits.startsPerMinute),
    refilledAt: now,
    notBefore: 0,
    secondsHeld: 0,
    failures: 0,
  };
}

/** The load as it is now: slots whose lease is over are free, and tokens are refilled. */
export function currentLoad(load: ProviderLoad, limits: ProviderLimits, now: number): ProviderLoad {
  const slots = Object.entries(load.slots).filter(([, { until }]) => until > now);
  return {
    ...load,
    slots: Object.fromEntries(slots),
    tokens: refilled(load, limits.startsPerMinute, now),
    refilledAt: now,
  };
}
