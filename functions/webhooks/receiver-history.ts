import type { Clock } from '../clock.ts';
import type { DeliveryOutcome } from './make-attempt.ts';

/** An attempt that takes longer is slow, in milliseconds. */
const SLOW = 2_000;
/** How long a receiver that was slow or failed is remembered, in milliseconds. */
const REMEMBERED = 10 * 60_000;
const MOST_REMEMBERED = 1_000;

/** What a warm function knows of the receivers that it called. */
export interface ReceiverHistory {
  /** True if an attempt at this address was slow or failed within the last ten minutes. */
  isTroubled(url: string): boolean;
  /** Makes an attempt and remembers how it went. */
  observe(url: string, attempt: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome>;
}

/** Remembers receivers that were slow or failed: a delivery to them must not hold up the function that announces it. */
export function createReceiverHistory(clock: Clock): ReceiverHistory {
  const troubledUntil = new Map<string, number>();

  function remember(url: string): void {
    if (troubledUntil.size >= MOST_REMEMBERED) troubledUntil.clear();
    troubledUntil.set(url, clock.now() + REMEMBERED);
  }

  return {
    isTroubled: (url) => (troubledUntil.get(url) ?? 0) > clock.now(),

    async observe(url, attempt) {
      const begun = clock.now();
      const outcome = await attempt();
      if (outcome.outcome !== 'delivered' || clock.now() - begun > SLOW) remember(url);
      return outcome;
    },
  };
}
