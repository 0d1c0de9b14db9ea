import type { GuardedRequestCategory } from '../net/guarded-request-error.ts';
import { DEFAULT_TIMEOUT_SECONDS } from './endpoint-options.ts';
import { expiry, type WebhookEvent } from './event.ts';

/** Where a delivery can stand. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'skipped'] as const;

/** One event on its way to one receiver. */
export interface Delivery {
  readonly eventId: string;
  /** A registered endpoint's id, or `url_…` for a URL given with a task. */
  readonly endpointId: string;
  readonly owner: string;
  readonly type: string;
  readonly subject: string;
  /** Where to; a registered endpoint's URL may have changed since. */
  readonly url: string;
  /** The caller's `webhook_token`, sealed. */
  readonly sealedToken?: string;
  /** Set if a task named the address itself: the whole event is sent, whatever the endpoint's `payload`. */
  readonly isFull?: true;
  /** A ping or a test: one attempt, made whether or not the endpoint is enabled, and without meaning for its health. */
  readonly ping: boolean;
  readonly status: (typeof DELIVERY_STATUSES)[number];
  /** Why it ended as it did, in words. */
  readonly reason?: string;
  /** Counts the times it was started: 1, and one more for each retry by hand or rescue. */
  readonly run: number;
  /** Attempts made of those that the retry schedule allows. */
  readonly attemptsMade: number;
  /** While pending, the time before which no attempt is made. */
  readonly nextAttemptAt?: string;
  /** Set while an attempt is under way, until `nextAttemptAt` at the latest. */
  readonly isClaimed?: true;
  /** While it waits for its endpoint to have a slot for it: since when. */
  readonly waitsSince?: string;
  /** Oldest first; the last forty. */
  readonly attempts: readonly Attempt[];
  /** Grows by one with every change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When the record may go, in seconds since 1970: the table's time to live. */
  readonly expiresAt: number;
}

/** One HTTP request of a delivery. */
export interface Attempt {
  readonly at: string;
  readonly category: 'delivered' | GuardedRequestCategory;
  /** What happened, in words. */
  readonly hint: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  readonly durationMilliseconds: number;
  /** The beginning of the answer's body, from registered endpoints only. */
  readonly responseExcerpt?: string;
  readonly nextAttemptAt?: string;
}

const MAX_ATTEMPTS_KEPT = 40;

/** Where a new delivery goes, and whether it goes at all. */
export interface DeliveryTarget {
  readonly endpointId: string;
  readonly url: string;
  readonly sealedToken?: string;
  readonly isFull?: true;
  /** Set when the endpoint is disabled: the delivery is kept, to be recovered later. */
  readonly skipReason?: string;
  /** True if whoever adds the delivery makes its first attempt at once. */
  readonly isClaimed?: boolean;
  readonly ping?: boolean;
}

/** What an attempt takes besides its time-out at most: to be sent, and to be recorded. */
const OVERHEAD_MILLISECONDS = 15_000;

/**
 * While an attempt is under way nobody else makes one; when it dies, the next one may begin after this time.
 * @returns ISO 8601, UTC
 */
export function leaseUntil(now: number, timeoutSeconds: number = DEFAULT_TIMEOUT_SECONDS): string {
  return new Date(now + timeoutSeconds * 1000 + OVERHEAD_MILLISECONDS).toISOString();
}

/** A delivery that has not been tried yet. */
export function newDelivery(event: WebhookEvent, target: DeliveryTarget, now: number): Delivery {
  const { skipReason, isClaimed = false, ping = false, ...where } = target;
  const time = new Date(now).toISOString();
  return {
    eventId: event.id,
    owner: event.owner,
    type: event.type,
    subject: event.subject,
    ...where,
    ping,
    ...(skipReason
      ? { status: 'skipped', reason: skipReason }
      : { status: 'pending', nextAttemptAt: isClaimed ? leaseUntil(now) : time }),
    ...(isClaimed ? { isClaimed } : {}),
    run: 1,
    attemptsMade: 0,
    attempts: [],
    version: 1,
    createdAt: time,
    updatedAt: time,
    expiresAt: expiry(now),
  };
}

/** A change of a delivery: what is optional of the first ones is removed if undefined. */
export type DeliveryChange = Pick<
  Delivery,
  'status' | 'reason' | 'nextAttemptAt' | 'isClaimed' | 'waitsSince'
> &
  Partial<Pick<Delivery, 'url' | 'run' | 'attemptsMade' | 'attempts'>>;

/** The delivery after a change: one version on, updated now. */
export function changedDelivery(delivery: Delivery, change: DeliveryChange, now: number): Delivery {
  const {
    reason: _reason,
    nextAttemptAt: _nextAttemptAt,
    isClaimed: _isClaimed,
    waitsSince: _waitsSince,
    ...kept
  } = delivery;
  return {
    ...kept,
    ...change,
    attempts: (change.attempts ?? delivery.attempts).slice(-MAX_ATTEMPTS_KEPT),
    version: delivery.version + 1,
    updatedAt: new Date(now).toISOString(),
  };
}

/** True while an attempt is being made, as far as the record says. */
export function isUnderWay({ isClaimed, nextAttemptAt }: Delivery, now: number): boolean {
  return isClaimed === true && nextAttemptAt !== undefined && Date.parse(nextAttemptAt) > now;
}

/** The delivery on a new run of the whole schedule, beginning now. */
export function newRun(delivery: Delivery, now: number): Delivery {
  const nextAttemptAt = new Date(now).toISOString();
  const run = delivery.run + 1;
  return changedDelivery(delivery, { status: 'pending', nextAttemptAt, run, attemptsMade: 0 }, now);
}

/** The delivery's id in the API: no part of it contains a dash. */
export function deliveryId({ eventId, endpointId }: DeliveryReference): string {
  return `${eventId}-${endpointId}`;
}

/** Which delivery an id in the API means, or nothing when it can't be one. */
export function parseDeliveryId(id: string): DeliveryReference | undefined {
  const [, eventId, endpointId] = /^(evt_[0-9a-f]{32})-((?:ep|url)_[0-9a-f]{24})$/.exec(id) ?? [];
  return eventId && endpointId ? { eventId, endpointId } : undefined;
}

export interface DeliveryReference {
  readonly eventId: string;
  readonly endpointId: string;
}

/** The name of the execution that carries a delivery through one run: at most 80 characters. */
export function executionName(delivery: Delivery): string {
  return delivery.run === 1 ? deliveryId(delivery) : `${deliveryId(delivery)}-${delivery.run}`;
}
