import type { Pacing, TurnAnswer } from '../pacing/pacing.ts';
import type { UsableProvider } from '../providers/configured-provider.ts';
import type { Provider } from '../providers/provider.ts';
import { ProviderError, StartOutcomeUnknownError } from '../providers/provider-error.ts';
import { newCallbackAddress } from './callback-address.ts';
import { changeTask } from './change-task.ts';
import type { Clock } from './clock.ts';
import type { Expectation } from './expectation.ts';
import { lineKeyOf } from './leave-place.ts';
import { planLooks } from './plan-looks.ts';
import { type Refused, refusedStart, unknownStart } from './refused-start.ts';
import { failed, outcomeOfFinished, running, type StepOutcome } from './step-outcome.ts';
import type { Task, TaskChange } from './task.ts';
import type { TaskStore } from './task-store.ts';

export interface StartAtProvider {
  readonly tasks: TaskStore;
  readonly clock: Clock;
  readonly pacing: Pacing;
  /** How long a task may wait for a provider, and a provider may take from the start on, in seconds. */
  readonly deadlineSeconds: number;
  /** Where providers reach the API, without a slash at the end; left out where they can't. */
  readonly callbackBaseUrl?: string | undefined;
  expectDuration(provider: Provider, task: Task): Promise<Expectation>;
  /** Tells the operator what went wrong with a provider; the task goes on. */
  warn(message: string, error?: unknown): void;
}

export type StartAttempt = { readonly state: 'ended'; readonly outcome: StepOutcome } | Refused;

/** When to see what became of a start that another run of the same step has sent, in seconds. */
const ASKED_ELSEWHERE = 2;
/** A place is kept for so much longer than a task may take, in seconds. */
const LEASE_AFTER_DEADLINE = 900;
/** Asks one provider to start, once it is the task's turn there, and remembers its reference. */
export async function startAtProvider(
  context: StartAtProvider,
  task: Task,
  configured: UsableProvider,
): Promise<StartAttempt> {
  const turn = await askForTurn(context, task, configured);
  if (turn.state !== 'taken') return noTurn(context, task, configured, turn);
  const { provider } = configured;
  const { asked, isOurs, callbackUrl } = await announceStart(context, task, configured);
  if (!isOurs) return notOurs(context, asked, configured);
  try {
    const operation = await provider.start({
      taskId: asked.id,
      kind: asked.kind,
      request: asked.request,
      variant: asked.variant,
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    });
    const send = ({ status }: Task) =>
      status === 'initialized' ? { status: 'sent' as const, operation } : undefined;
    const sent = await changeTask(context, asked.id, send, asked);
    if (turn.isRecovering) await context.pacing.reached(configured.name);
    return ended(running(sent.id, planLooks(provider, sent, context.deadlineSeconds)));
  } catch (error) {
    if (error instanceof StartOutcomeUnknownError) {
      const refused = await unknownStart(context, asked, configured, error);
      return provider.startsOncePerTask ? refused : ended(failed(asked.id, refused.failure));
    }
    if (!(error instanceof ProviderError)) throw error;
    const isCertain = task.startRequestedAt === undefined;
    if (isCertain) await changeTask(context, asked.id, () => ({ startRequestedAt: undefined }));
    const refused = await refusedStart(context, asked, configured, error);
    return { ...refused, canFailOver: refused.canFailOver && isCertain };
  }
}

async function askForTurn(
  { pacing, deadlineSeconds }: StartAtProvider,
  task: Task,
  { name, limits, provider }: UsableProvider,
): Promise<TurnAnswer> {
  if (!limits) return { state: 'taken', isRecovering: false };
  return pacing.ask({
    ...lineKeyOf(task),
    provider: name,
    limits,
    expectedSeconds: provider.expectedSeconds(task.kind, task.request),
    leaseSeconds: deadlineSeconds + LEASE_AFTER_DEADLINE,
  });
}

/** The record says in whose line the task stands, so that it can be taken out again. */
async function noTurn(
  context: StartAtProvider,
  task: Task,
  { name }: UsableProvider,
  { state, seconds }: Exclude<TurnAnswer, { state: 'taken' }>,
): Promise<Refused> {
  const isOpen = state === 'open';
  if (!isOpen && task.provider !== name) {
    await changeTask(context, task.id, (current) =>
      isUntouched(current) ? { provider: name, paced: true } : undefined,
    );
  }
  const message = isOpen ? `${name} is out of order.` : `${name} had no place for it.`;
  return {
    state: 'refused',
    failure: { code: 'provider_unavailable', message },
    waitSeconds: seconds,
    canFailOver: isOpen,
  };
}

/** Writes down that the provider is about to be asked, unless the task was deleted, or asked for elsewhere, in time. */
async function announceStart(
  context: StartAtProvider,
  task: Task,
  { name, provider, limits }: UsableProvider,
) {
  const expectation = await context.expectDuration(provider, task);
  const base = callsBack(provider, task) ? context.callbackBaseUrl : undefined;
  const callback = base === undefined ? undefined : newCallbackAddress(base, name, task.id);
  const startRequestedAt = new Date(context.clock.now()).toISOString();
  let isOurs = false;
  const claim = (current: Task): TaskChange | undefined => {
    isOurs = isUntouched(current) && current.startRequestedAt === task.startRequestedAt;
    if (!isOurs) return undefined;
    const known = current.callbackSecretHashes ?? [];
    return {
      provider: name,
      paced: limits ? true : undefined,
      startRequestedAt,
      expectation,
      ...(callback ? { callbackSecretHashes: [...known, callback.secretHash] } : {}),
    };
  };
  const asked = await changeTask(context, task.id, claim, task);
  return { asked, isOurs, callbackUrl: callback?.url };
}

function callsBack({ callback }: Provider, { kind }: Task): boolean {
  return callback !== undefined && (callback.kinds?.includes(kind) ?? true);
}

function isUntouched({ status, deletedAt }: Task): boolean {
  return status === 'initialized' && deletedAt === undefined;
}

/** The task was deleted meanwhile, or the same step ran twice at once and the other one asks the provider. */
async function notOurs(
  { pacing }: StartAtProvider,
  task: Task,
  { name, limits }: UsableProvider,
): Promise<StartAttempt> {
  const outcome = outcomeOfFinished(task);
  if (outcome && limits) await pacing.giveBack(name, lineKeyOf(task));
  if (outcome) return ended(outcome);
  const message = `${name} is being asked already.`;
  const failure = { code: 'provider_unavailable', message };
  return { state: 'refused', failure, waitSeconds: ASKED_ELSEWHERE, canFailOver: false };
}

function ended(outcome: StepOutcome): StartAttempt {
  return { state: 'ended', outcome };
}
