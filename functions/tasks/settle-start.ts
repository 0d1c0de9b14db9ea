import type { Clock } from '../clock.ts';
import type { UsableProvider } from '../providers/configured-provider.ts';
import type { Operation } from '../providers/operation.ts';
import { type ProviderError, StartOutcomeUnknownError } from '../providers/provider-error.ts';
import { stopWork } from '../providers/stop-work.ts';
import type { Throttle } from '../throttling/throttle.ts';
import { endCancelled, isCancelled } from './cancellation.ts';
import { changeTask } from './change-task.ts';
import type { Claim } from './claim-start.ts';
import { type Dispatch, finished, started, tryNext, wait } from './dispatch.ts';
import { getQueueKey } from './release-slot.ts';
import type { SentStart } from './send-start.ts';
import { failed } from './step-outcome.ts';
import type { Task } from './task.ts';
import type { TaskStore } from './task-store.ts';

export interface SettleStartDependencies {
  readonly tasks: TaskStore;
  readonly throttle: Throttle;
  readonly clock: Clock;
}

/** The pause for a provider that asks for one without saying how long, in seconds. */
const USUAL_PAUSE = 15;
/** Waits for a provider that is not throttled, in seconds. */
const SHORTEST_WAIT = 2;
const LONGEST_WAIT = 60;

/** What is no fault of the request: another provider may well take it. */
const OPERATORS_FAULTS = ['quota_exceeded', 'unauthorized', 'misconfigured'];

/** How many refusals a record keeps, and how much of the words of each, in characters. */
const MOST_REFUSALS = 10;
const LONGEST_REFUSAL = 300;

/** Records what came of a start that was sent, and answers what follows. */
export async function settleStart(
  context: SettleStartDependencies,
  claim: Claim,
  configured: UsableProvider,
  sent: SentStart,
): Promise<Dispatch> {
  if ('operation' in sent) return recordOperation(context, claim, configured, sent.operation);
  if (sent.error instanceof StartOutcomeUnknownError) {
    return settleUnknown(context, claim, configured, sent.error);
  }
  if (claim.isFirst) await recordRefusal(context, claim.task, configured, sent.error);
  const dispatch = await settleRefusal(context, claim.task, configured, sent.error);
  return claim.isFirst ? dispatch : keepProvider(dispatch);
}

/** The provider does not have the task, so that it may be started again, here or elsewhere. */
async function recordRefusal(
  context: SettleStartDependencies,
  { id }: Task,
  { name }: UsableProvider,
  { code, message }: ProviderError,
): Promise<void> {
  const at = new Date(context.clock.now()).toISOString();
  const refusal = { at, provider: name, code, message: message.slice(0, LONGEST_REFUSAL) };
  await changeTask(context, id, ({ refusals = [] }) => ({
    startRequestedAt: undefined,
    refusals: [...refusals, refusal].slice(-MOST_REFUSALS),
  }));
}

/** Work that its owner wanted to be cancelled while the provider was being asked is stopped at once. */
async function recordOperation(
  context: SettleStartDependencies,
  claim: Claim,
  { provider }: UsableProvider,
  operation: Operation,
): Promise<Dispatch> {
  const send = ({ status }: Task) =>
    status === 'initialized' ? { status: 'sent' as const, operation } : undefined;
  const { changed, task } = await changeTask(context, claim.task.id, send, claim.task);
  const isUnwanted = changed ? task.cancelRequestedAt !== undefined : isCancelled(task);
  if (!isUnwanted) return started(task);
  const { task: ended } = await endCancelled(context, task, await stopWork(provider, operation));
  return ended.failure ? finished(failed(task.id, ended.failure)) : started(ended);
}

/** The start may have arrived: it can be repeated only if that makes no second piece of work. */
async function settleUnknown(
  context: SettleStartDependencies,
  { task }: Claim,
  { name, limits, provider }: UsableProvider,
  { message }: StartOutcomeUnknownError,
): Promise<Dispatch> {
  const failure = { code: 'start_outcome_unknown', message };
  const pause = limits && (await context.throttle.recordFailure(name, getQueueKey(task)));
  if (!provider.startsOncePerTask) return finished(failed(task.id, failure));
  return wait(pause ?? usualWait(context, task), failure);
}

/** The provider said no, or could not be asked. */
async function settleRefusal(
  context: SettleStartDependencies,
  task: Task,
  { name, limits }: UsableProvider,
  { code, message, retryable, retryAfterSeconds }: ProviderError,
): Promise<Dispatch> {
  const { throttle } = context;
  const key = getQueueKey(task);
  const failure = { code, message };
  if (!retryable) {
    if (limits) await throttle.recordContact(name);
    if (limits) await throttle.cancel(name, key);
    return OPERATORS_FAULTS.includes(code) ? tryNext(failure) : { state: 'failed', failure };
  }
  const usual = Math.max(retryAfterSeconds ?? 0, usualWait(context, task));
  if (code === 'rate_limited') {
    const pause = limits && (await throttle.pause(name, key, retryAfterSeconds ?? USUAL_PAUSE));
    return wait(pause ?? usual, failure);
  }
  const pause = limits && (await throttle.recordFailure(name, key, retryAfterSeconds));
  return tryNext(failure, pause ?? usual);
}

/** An earlier start may have reached this provider: no other one may be asked. */
function keepProvider(dispatch: Dispatch): Dispatch {
  if (dispatch.state !== 'tryNext') return dispatch;
  const { failure, seconds } = dispatch;
  return seconds === undefined ? { state: 'failed', failure } : wait(seconds, failure);
}

/** Grows with the time that the task has waited. */
function usualWait({ clock }: SettleStartDependencies, { createdAt }: Task): number {
  const waited = (clock.now() - Date.parse(createdAt)) / 1000;
  return Math.ceil(Math.min(Math.max(waited / 5, SHORTEST_WAIT), LONGEST_WAIT));
}
