/** How often each caller has come lately. */
export interface RequestRate {
  readonly perMinute: number;
  /** Counts a request. Answers for how many seconds it is refused; 0 admits it. */
  take(caller: string): number;
}

interface Bucket {
  /** Requests that may still come at once. */
  left: number;
  /** When `left` was right, in Unix milliseconds. */
  at: number;
}

/** Callers remembered at a time; of more than that, the one that has not come for longest is forgotten. */
const MOST_CALLERS = 10_000;

/**
 * A token bucket for each caller: a minute's worth of requests at once, then as many as the minute gives. It lives in
 * the memory of one function, so on Lambda each warm function lets in as many: it stops the loop that has run away,
 * for nothing, and is no quota.
 */
export function createRequestRate(perMinute: number, clock: { now(): number }): RequestRate {
  const buckets = new Map<string, Bucket>();
  const perMillisecond = perMinute / 60_000;

  function fill(bucket: Bucket | undefined, now: number): Bucket {
    if (!bucket) return { left: perMinute, at: now };
    const left = bucket.left + Math.max(0, now - bucket.at) * perMillisecond;
    return { left: Math.min(perMinute, left), at: now };
  }

  return {
    perMinute,
    take(caller) {
      const bucket = fill(buckets.get(caller), clock.now());
      const isLetIn = bucket.left >= 1;
      if (isLetIn) bucket.left -= 1;
      buckets.delete(caller);
      buckets.set(caller, bucket);
      const [longestUnseen] = buckets.size > MOST_CALLERS ? buckets.keys() : [];
      if (longestUnseen !== undefined) buckets.delete(longestUnseen);
      return isLetIn ? 0 : Math.ceil((1 - bucket.left) / perMillisecond / 1000);
    },
  };
}
