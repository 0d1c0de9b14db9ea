import type { Pace } from './pace.ts';

/** `closed`: tasks are started; `open`: nobody is; `half-open`: the next one shows whether the provider is back. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** So many starts in a row that could not reach the provider open the breaker. */
const FAILURES = 5;
/** The first pause after a failure, in seconds; each further failure doubles it. */
const FIRST_PAUSE = 2;
/** The longest that the breaker stays open at a time, in seconds. */
const LONGEST_PAUSE = 600;
/** How long the others wait for the one that tries, in seconds: longer than a start can take. */
const TRIAL = 90;

export function breakerState({ failures, notBefore }: Pace, now: number): BreakerState {
  if (failures < FAILURES) return 'closed';
  return now < notBefore ? 'open' : 'half-open';
}

/** After a start that could not reach the provider: 2, 4, 8 and 16 seconds of pause, then open for 32 s up to 10 min. */
export function afterFailure(pace: Pace, now: number, retryAfterSeconds = 0): Pace {
  const failures = pace.failures + 1;
  const grown = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  return paused({ ...pace, failures, notBefore: 0 }, now, Math.max(grown, retryAfterSeconds));
}

/** After a start that reached the provider, whatever it answered. */
export function afterContact(pace: Pace): Pace {
  return { ...pace, failures: 0, notBefore: 0 };
}

/** Nobody is started for so long. */
export function paused(pace: Pace, now: number, seconds: number): Pace {
  return { ...pace, notBefore: Math.max(pace.notBefore, now + seconds * 1000) };
}

/** One task is let through; the others wait for what becomes of it. */
export function tried(pace: Pace, now: number): Pace {
  return paused(pace, now, TRIAL);
}
