import { isUsable, type UsableProvider } from '../providers/configured-provider.ts';
import { getEligibleProviders } from './choose-provider.ts';
import type { ProvidersFor } from './new-task.ts';
import { planChecks } from './plan-checks.ts';
import { type StartAtProviderDependencies, startAtProvider } from './start-at-provider.ts';
import { failed, running, type StepOutcome, waiting } from './step-outcome.ts';
import type { Failure, Task } from './task.ts';
import type { TaskNews } from './task-news.ts';

export interface DispatchTaskDependencies extends StartAtProviderDependencies {
  readonly providersFor: ProvidersFor;
  readonly news: Pick<TaskNews, 'noteStart'>;
  /** Remembers when such a task is checked, for the executions of the next ones. Never fails. */
  rememberChecks(task: Task, checks: readonly number[]): Promise<void>;
  /** Warns the operator of what went wrong with a provider; the task goes on. */
  warn(message: string, error?: unknown): void;
}

/** After this many attempts in vain a task asks less often, so that its execution's history stays within its limit. */
const MANY_ATTEMPTS = 100;
const LONG_WAIT = 30;

/**
 * Finds a provider that takes the task: the next one is asked only when the one before has certainly not taken it. While
 * none can, the task waits, until its deadline.
 * @param wait.attempts how often the task was dispatched in vain
 * @param wait.token of the state that waits for the provider's call
 */
export async function dispatchTask(
  context: DispatchTaskDependencies,
  task: Task,
  { attempts, token }: { readonly attempts: number; readonly token: string },
): Promise<StepOutcome> {
  const waits: number[] = [];
  let last: Failure | undefined;
  for (const configured of await getCandidates(context, task)) {
    const dispatch = await startAtProvider(context, task, configured, token);
    if (dispatch.state === 'finished') return dispatch.outcome;
    if (dispatch.state === 'started') {
      const checks = planChecks(configured.provider, dispatch.task, context.deadlineSeconds);
      await context.news.noteStart(dispatch.task);
      await context.rememberChecks(dispatch.task, checks);
      return running(task.id, checks);
    }
    last = dispatch.failure;
    if ('seconds' in dispatch) waits.push(dispatch.seconds);
    if (dispatch.state !== 'tryNext') break;
    context.warn(`${configured.name} does not take task ${task.id}: ${last.message}`);
  }
  if (last && waits.length === 0) return failed(task.id, last);
  return waitAgain(context, task, { attempts, waits, failure: last ?? noProvider(task) });
}

/** Waits for the provider that can be asked again first; past the deadline the task fails instead. */
function waitAgain(
  context: DispatchTaskDependencies,
  task: Task,
  { attempts, waits, failure }: { attempts: number; waits: number[]; failure: Failure },
): StepOutcome {
  if (isOverdue(context, task)) return failed(task.id, overdue(context, failure));
  const soonest = waits.length > 0 ? Math.min(...waits) : LONG_WAIT;
  const seconds = attempts < MANY_ATTEMPTS ? soonest : Math.max(soonest, LONG_WAIT);
  return waiting(task.id, seconds, attempts + 1);
}

/** A start that may have arrived is repeated only where it was sent, and only if that makes no second piece of work. */
async function getCandidates(
  { providersFor }: DispatchTaskDependencies,
  task: Task,
): Promise<UsableProvider[]> {
  const providers = await providersFor(task.kind);
  if (task.startRequestedAt === undefined) return getEligibleProviders(providers, task);
  return providers.filter(isUsable).filter(({ name }) => name === task.provider);
}

function noProvider({ provider }: Task): Failure {
  const message = `${provider} can't be used as it is configured now, and no other provider takes the task.`;
  return { code: 'provider_unavailable', message };
}

function isOverdue({ clock, deadlineSeconds }: DispatchTaskDependencies, { createdAt }: Task) {
  return clock.now() - Date.parse(createdAt) >= deadlineSeconds * 1000;
}

function overdue({ deadlineSeconds }: DispatchTaskDependencies, { code, message }: Failure) {
  if (code === 'start_outcome_unknown') return { code, message };
  const minutes = Math.round(deadlineSeconds / 60);
  return {
    code: 'provider_unavailable',
    message: `No provider started the task within ${minutes} minutes. ${message}`,
  };
}
