import type { UsableProvider } from '../providers/configured-provider.ts';
import type { Admission } from '../throttling/throttle.ts';
import { changeTask } from './change-task.ts';
import { type Claim, type ClaimStartDependencies, claimStart } from './claim-start.ts';
import { type Dispatch, finished, tryNext, wait } from './dispatch.ts';
import { getQueueKey } from './release-slot.ts';
import { sendStart } from './send-start.ts';
import { type SettleStartDependencies, settleStart } from './settle-start.ts';
import { getFinalOutcome } from './step-outcome.ts';
import { isStartable, type Task } from './task.ts';
import { throttledBy } from './throttled-by.ts';

export interface StartAtProviderDependencies
  extends ClaimStartDependencies,
    SettleStartDependencies {
  /** How long a task may wait for a provider, and a provider may take from the start on, in seconds. */
  readonly deadlineSeconds: number;
}

/** When to check what became of a start that another run of the same step has claimed, in seconds. */
const CLAIMED_ELSEWHERE = 2;
/** How much longer than a task may take its slot is leased, in seconds. */
const LEASE_AFTER_DEADLINE = 900;

/**
 * Asks one provider to start the task once it has a slot: claims the start, sends it, and settles what came of it.
 * @param token of the state that waits for the provider's call
 */
export async function startAtProvider(
  context: StartAtProviderDependencies,
  task: Task,
  configured: UsableProvider,
  token: string,
): Promise<Dispatch> {
  const admission = await requestSlot(context, task, configured);
  if (admission.state !== 'admitted') return waitForSlot(context, task, configured, admission);
  const claim = await claimStart(context, task, configured, token);
  if (!claim.changed) return leaveStart(context, claim, configured);
  const sent = await sendStart(claim, configured.provider);
  const dispatch = await settleStart(context, claim, configured, sent);
  const isRecovered = dispatch.state === 'started' && admission.isRecovering;
  if (isRecovered) await context.throttle.recordContact(configured.name);
  return dispatch;
}

async function requestSlot(
  { throttle, deadlineSeconds }: StartAtProviderDependencies,
  task: Task,
  { name, limits, provider }: UsableProvider,
): Promise<Admission> {
  if (!limits) return { state: 'admitted', isRecovering: false };
  return throttle.admit({
    ...getQueueKey(task),
    provider: name,
    limits,
    expectedSeconds: provider.expectedSeconds(task.kind, task.request),
    leaseSeconds: deadlineSeconds + LEASE_AFTER_DEADLINE,
  });
}

/** Records in which queue the task waits, so that it can be dequeued. */
async function waitForSlot(
  context: StartAtProviderDependencies,
  task: Task,
  { name, limits }: UsableProvider,
  { state, seconds }: Exclude<Admission, { state: 'admitted' }>,
): Promise<Dispatch> {
  const code = 'provider_unavailable';
  if (state === 'unavailable')
    return tryNext({ code, message: `${name} is unavailable.` }, seconds);
  if (task.provider !== name) {
    await changeTask(context, task.id, (current) =>
      isStartable(current) ? { provider: name, ...throttledBy(limits) } : undefined,
    );
  }
  return wait(seconds, { code, message: `${name} is at its concurrency limit.` });
}

/** The task was deleted meanwhile, or another run of the same step asks the provider. */
async function leaveStart(
  { throttle }: StartAtProviderDependencies,
  { task }: Claim,
  { name, limits }: UsableProvider,
): Promise<Dispatch> {
  const outcome = getFinalOutcome(task);
  if (outcome && limits) await throttle.cancel(name, getQueueKey(task));
  if (outcome) return finished(outcome);
  const message = `${name} is being asked already.`;
  return wait(CLAIMED_ELSEWHERE, { code: 'provider_unavailable', message });
}
