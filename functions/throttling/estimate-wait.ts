import type { ProviderLimits } from '../providers/configured-provider.ts';
import type { ProviderLoad } from './provider-load.ts';
import { secondsUntilTokens } from './token-bucket.ts';

/** A slot held longer than usual is expected to be held on for this part of the excess. */
const PATIENCE = 0.1;

/**
 * How long until the task behind `ahead` others gets a slot, in seconds, if every slot is held for `secondsEach` and
 * all of them come as soon as they may.
 * @param load as it is now
 */
export function estimateWait(
  load: ProviderLoad,
  limits: ProviderLimits,
  { ahead, secondsEach, now }: { ahead: number; secondsEach: number; now: number },
): number {
  const forToken = secondsUntilTokens(load.tokens, ahead + 1, limits.startsPerMinute);
  const forPause = Math.max(0, load.notBefore - now) / 1000;
  return Math.max(
    forToken,
    forPause + estimateWaitForSlot(load, limits, { ahead, secondsEach, now }),
  );
}

function estimateWaitForSlot(
  { slots }: ProviderLoad,
  { inFlight }: ProviderLimits,
  { ahead, secondsEach, now }: { ahead: number; secondsEach: number; now: number },
): number {
  if (inFlight === undefined) return 0;
  const taken = Object.values(slots).map(({ since }) => remaining(since, secondsEach, now));
  const free = Array.from({ length: Math.max(0, inFlight - taken.length) }, () => 0);
  const ends = [...free, ...taken.sort((a, b) => a - b)].slice(-inFlight);
  const rounds = Math.floor(ahead / inFlight);
  return (ends[ahead % inFlight] ?? 0) + rounds * secondsEach;
}

function remaining(since: number, secondsEach: number, now: number): number {
  const left = secondsEach - (now - since) / 1000;
  return left > 0 ? left : -left * PATIENCE;
}
