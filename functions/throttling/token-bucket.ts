/** Tokens as of a moment, in milliseconds since 1970. */
export interface Bucket {
  readonly tokens: number;
  readonly refilledAt: number;
}

/** The part of a minute's starts that may be made at once. */
const BURST = 1 / 4;

/**
 * How many tokens a full bucket holds: a quarter of a minute's starts, one at least; as many as there are where starts
 * are not limited.
 */
export function fullBucket(perMinute: number | undefined): number {
  return perMinute === undefined ? Number.MAX_SAFE_INTEGER : Math.max(1, perMinute * BURST);
}

/**
 * The tokens that come in a second. What may be taken at once is subtracted from the rate, so that no 60 seconds see more
 * than a minute's starts.
 */
function tokensPerSecond(perMinute: number): number {
  return (perMinute - fullBucket(perMinute) + 1) / 60;
}

/** The tokens that are there now. */
export function refilled(bucket: Bucket, perMinute: number | undefined, now: number): number {
  const full = fullBucket(perMinute);
  if (perMinute === undefined) return full;
  const seconds = Math.max(0, now - bucket.refilledAt) / 1000;
  return Math.min(full, bucket.tokens + seconds * tokensPerSecond(perMinute));
}

/** How long until the bucket holds `wanted` tokens, with nothing taken meanwhile, in seconds. */
export function secondsUntilTokens(
  tokens: number,
  wanted: number,
  perMinute: number | undefined,
): number {
  if (perMinute === undefined) return 0;
  return Math.max(0, wanted - tokens) / tokensPerSecond(perMinute);
}
