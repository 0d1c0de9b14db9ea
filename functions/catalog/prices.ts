import type { Price } from './kind-definition.ts';

/** A2E's price of 2026, in coins per second of video (a2e-api 14); where the operator has set none. */
export const COINS_PER_SECOND = 6;

/** What a diamond costs in coins (a2e-api 12). */
export const COINS_PER_DIAMOND = 100;

/**
 * For work whose price A2E does not publish and whose length is not known before it is done (a2e-api 14): as much as
 * five seconds of image-to-video.
 */
export const unpublishedPrice: Price = { amount: 5 * COINS_PER_SECOND, currency: 'coins' };
