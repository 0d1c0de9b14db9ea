import { changedDelivery, type Delivery } from './delivery.ts';
import { retryWait, type ScheduleName } from './retry-schedule.ts';
import type { AttemptResult } from './send-attempt.ts';

/** The delivery after an attempt: delivered, failed for good, or pending with the time of the next attempt. */
export function settleAttempt(
  delivery: Delivery,
  result: AttemptResult,
  { schedule, now, random }: { schedule: ScheduleName; now: number; random: number },
): Delivery {
  const attemptsMade = delivery.attemptsMade + 1;
  const end = createEnd(delivery, result);
  const wait = end ? undefined : retryWait({ ...result, schedule, attemptsMade, random });
  if (wait === undefined) {
    return changedDelivery(
      delivery,
      {
        ...(end ?? { status: 'failed', reason: `All ${attemptsMade} attempts failed.` }),
        attemptsMade,
        attempts: [...delivery.attempts, result.attempt],
      },
      now,
    );
  }
  const nextAttemptAt = new Date(now + Math.round(wait * 1000)).toISOString();
  const attempts = [...delivery.attempts, { ...result.attempt, nextAttemptAt }];
  return changedDelivery(
    delivery,
    { status: 'pending', nextAttemptAt, attemptsMade, attempts },
    now,
  );
}

/** The outcomes after which there is no further attempt, however many were planned. */
function createEnd(
  { ping }: Delivery,
  { delivered, asksToStop, refusesEvent, attempt }: AttemptResult,
): Pick<Delivery, 'status' | 'reason'> | undefined {
  if (delivered) return { status: 'delivered' };
  if (asksToStop) return { status: 'failed', reason: 'The receiver asked not to be called again.' };
  if (refusesEvent) return { status: 'failed', reason: 'The receiver does not want this event.' };
  return ping ? { status: 'failed', reason: attempt.hint } : undefined;
}
