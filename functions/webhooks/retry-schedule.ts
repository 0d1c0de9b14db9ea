const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const SCHEDULE_NAMES = ['minutes', 'hours', 'days'] as const;
/** How long a receiver is given to come back. */
export type ScheduleName = (typeof SCHEDULE_NAMES)[number];

/**
 * Waits before each attempt, in seconds. `days` is Standard Webhooks' advice, ten attempts in 75 h 35 min:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Deliverability"
 */
export const RETRY_SCHEDULES: Readonly<Record<ScheduleName, readonly number[]>> = {
  minutes: [0, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE],
  hours: [0, 5 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR],
  days: [
    ...[0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE],
    ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
  ],
};

/** Waits vary by this part either way, so that what failed together does not come back together. */
const JITTER = 0.2;

/** How long a delivery is on its way at most, whatever the schedule, in seconds, when no receiver asks for longer waits. */
export const LONGEST_DELIVERY_SECONDS =
  (1 + JITTER) * RETRY_SCHEDULES.days.reduce((sum, wait) => sum + wait, 0);

/** A receiver that is overloaded (429) or too slow gets at least this long to recover. */
const BREATHER_SECONDS = 60;

/** The longest wait a receiver can ask for where twice the scheduled one would be shorter. */
const LONGEST_REQUESTED_SECONDS = HOUR;

export interface RetryCircumstances {
  readonly schedule: ScheduleName;
  /** Attempts made so far in this run. */
  readonly attemptsMade: number;
  /** True when the receiver answered 429 or did not answer in time. */
  readonly overloaded: boolean;
  /** What the receiver's `Retry-After` asks for. */
  readonly retryAfterSeconds?: number;
  /** From 0 to 1: where in the jitter's range the wait falls. */
  readonly random: number;
}

/** Seconds until the next attempt, or undefined if there is none. `Retry-After` can lengthen a wait, never shorten it. */
export function retryWait(circumstances: RetryCircumstances): number | undefined {
  const { schedule, attemptsMade, overloaded, retryAfterSeconds = 0, random } = circumstances;
  const scheduled = RETRY_SCHEDULES[schedule][attemptsMade];
  if (scheduled === undefined) return undefined;
  const jittered = scheduled * (1 - JITTER + 2 * JITTER * random);
  const requested = Math.min(retryAfterSeconds, Math.max(2 * scheduled, LONGEST_REQUESTED_SECONDS));
  return Math.max(jittered, requested, overloaded ? BREATHER_SECONDS : 0);
}

/** Seconds from now that a `Retry-After` header (seconds or an HTTP date, RFC 9110, 10.2.3) asks for, if it is one. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const seconds = (Date.parse(header) - now) / 1000;
  return seconds > 0 ? seconds : undefined;
}
