import type { ProviderLoad } from './provider-load.ts';

/** `closed`: tasks are started; `open`: none is; `half-open`: the next one shows whether the provider is back. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How many starts in a row that could not reach the provider open the breaker. */
const FAILURES = 5;
/** The first pause after a failure, in seconds; each further failure doubles it. */
const FIRST_PAUSE = 2;
/** The longest that the breaker stays open at a time, in seconds. */
const LONGEST_PAUSE = 600;
/** How long the others wait for the one that tries, in seconds: longer than a start can take. */
const TRIAL = 90;

export function breakerState({ failures, notBefore }: ProviderLoad, now: number): BreakerState {
  if (failures < FAILURES) return 'closed';
  return now < notBefore ? 'open' : 'half-open';
}

/** After a start that could not reach the provider: 2, 4, 8 and 16 seconds of pause, then open for 32 s up to 10 min. */
export function afterFailure(load: ProviderLoad, now: number, retryAfterSeconds = 0): ProviderLoad {
  const failures = load.failures + 1;
  const grown = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  return paused({ ...load, failures, notBefore: 0 }, now, Math.max(grown, retryAfterSeconds));
}

/** After a start that reached the provider, whatever it answered. */
export function afterContact(load: ProviderLoad): ProviderLoad {
  return { ...load, failures: 0, notBefore: 0 };
}

/** The load with a pause: no task is started for `seconds`. */
export function paused(load: ProviderLoad, now: number, seconds: number): ProviderLoad {
  return { ...load, notBefore: Math.max(load.notBefore, now + seconds * 1000) };
}

/** One task is let through; the others wait for what becomes of it. */
export function tried(load: ProviderLoad, now: number): ProviderLoad {
  return paused(load, now, TRIAL);
}
