import { attemptClaimed } from './attempt-delivery.ts';
import type { Delivery } from './delivery.ts';
import { DEFAULT_TIMEOUT_SECONDS, getOptions } from './endpoint-options.ts';
import type { AttemptDependencies, DeliveryOutcome } from './make-attempt.ts';
import type { ReceiverHistory } from './receiver-history.ts';
import type { Receiver, RecordedEvent } from './record-event.ts';
import { startDelivery } from './start-delivery.ts';

export interface FirstAttemptsDependencies extends AttemptDependencies {
  readonly history: ReceiverHistory;
  /** Warns the operator of an attempt that died by an internal fault; it is made again. */
  warn(message: string, error: unknown): void;
}

/** How much time an attempt needs: its whole time-out, and to record how it went. In milliseconds. */
const ATTEMPT_NEEDS = (DEFAULT_TIMEOUT_SECONDS + 5) * 1000;

/** True if whoever announces may make the first attempt: at a receiver in good order, without a limit or a long time-out. */
export function isPrompt(
  { history }: Pick<FirstAttemptsDependencies, 'history'>,
  { url, endpoint }: Receiver,
): boolean {
  const isFailing = endpoint !== undefined && endpoint.health.failuresInARow > 0;
  const { timeoutSeconds: time, maxInFlight } = getOptions(endpoint);
  const isPlain = time <= DEFAULT_TIMEOUT_SECONDS && maxInFlight === undefined;
  return isPlain && !isFailing && !history.isTroubled(url);
}

/**
 * Makes the first attempts that were claimed, side by side, and starts the executions of all other deliveries, and of
 * those whose first attempt failed.
 * @param millisecondsLeft until the function is ended: an attempt is begun only if it can have its whole time-out
 * @throws if an execution can't be started; all others are then started all the same
 */
export async function makeFirstAttempts(
  dependencies: FirstAttemptsDependencies,
  { event, deliveries }: RecordedEvent,
  millisecondsLeft: number,
): Promise<void> {
  const now = dependencies.clock.now();
  const results = await Promise.allSettled(
    deliveries.map(async (recorded) => {
      const { delivery, url, isClaimed } = recorded;
      const isInTime = Math.min(claimLeft(delivery, now), millisecondsLeft) >= ATTEMPT_NEEDS;
      const isEnded =
        isClaimed &&
        isInTime &&
        (await isEndedBy(dependencies, () =>
          dependencies.history.observe(url, () => attemptClaimed(dependencies, event, recorded)),
        ));
      if (!isEnded) await startDelivery(dependencies.deliveries, delivery);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function claimLeft({ nextAttemptAt }: Delivery, now: number): number {
  return nextAttemptAt === undefined ? 0 : Date.parse(nextAttemptAt) - now;
}

/** Whether the delivery needs no further attempt; an attempt that died by an internal fault is made again later. */
async function isEndedBy(
  { warn }: FirstAttemptsDependencies,
  attempt: () => Promise<DeliveryOutcome>,
): Promise<boolean> {
  try {
    return (await attempt()).outcome !== 'retry';
  } catch (error) {
    warn('A first attempt could not be made', error);
    return false;
  }
}
