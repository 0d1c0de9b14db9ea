import * as z from 'zod';
import type { Provider } from '../providers/provider.ts';
import { cancelUnstarted } from './cancel-late.ts';
import { type DispatchTaskDependencies, dispatchTask } from './dispatch-task.ts';
import { planChecks } from './plan-checks.ts';
import type { WaitingStates } from './ports.ts';
import { type RecordConsoleTaskDependencies, recordConsoleTask } from './record-console-task.ts';
import { saveToken } from './save-token.ts';
import { failed, getFinalOutcome, running, type StepOutcome } from './step-outcome.ts';
import type { Task } from './task.ts';

export interface StartTaskDependencies
  extends RecordConsoleTaskDependencies,
    DispatchTaskDependencies {
  readonly waitingStates: WaitingStates;
  provider(name: string): Promise<Provider>;
}

export interface StartTaskCall {
  readonly taskId: string;
  /** The token of the state that waits while the task goes on. */
  readonly token: string;
  /** After how many seconds the state goes on to the first check; 0 if it waits for word of when that is. */
  readonly firstCheckSeconds: number;
  /** The execution's input, `{ kind, request, owner? }`; after a wait, what this step answered before it. */
  readonly input: unknown;
}

const previousAnswer = z.object({ attempts: z.int().nonnegative() });

/**
 * The workflow's first step: hands the task to its provider, and leaves the state waiting for the provider's call or the
 * first check. Any other outcome, and a first check at another time, is sent to the state by its token. Writes the record
 * where the API has not, for an execution that a person started in the console.
 * @throws InvalidTaskError when the input can't become a task, AccountNotFoundError, InsufficientCoinsError.
 */
export async function startTask(
  context: StartTaskDependencies,
  call: StartTaskCall,
): Promise<StepOutcome> {
  const outcome = await start(context, call);
  const isWaitRight =
    outcome.outcome === 'running' && isNear(call.firstCheckSeconds, outcome.waits?.[0]);
  if (!isWaitRight) await context.waitingStates.resume(call.token, outcome);
  return outcome;
}

/** How far from its planned time the first check may be, as a part of that time: another state entered costs more. */
const NEAR = 0.25;

function isNear(seconds: number, planned = 0): boolean {
  return Math.abs(seconds - planned) <= planned * NEAR;
}

async function start(context: StartTaskDependencies, call: StartTaskCall): Promise<StepOutcome> {
  const task = (await context.tasks.get(call.taskId)) ?? (await recordConsoleTask(context, call));
  const ended = getFinalOutcome(task);
  if (ended) return ended;
  if (task.cancelRequestedAt !== undefined && task.operation === undefined) {
    return cancelUnstarted(context, task);
  }
  if (task.operation !== undefined || task.startRequestedAt !== undefined) {
    const provider = await context.provider(task.provider);
    if (task.operation !== undefined) {
      if (task.callbackSecretHashes !== undefined) await saveToken(context, task, call.token);
      await context.news.noteStart(task);
      const begun = Date.parse(task.startRequestedAt ?? task.createdAt);
      const elapsedSeconds = (context.clock.now() - begun) / 1000;
      return running(task.id, planChecks(provider, task, context.deadlineSeconds, elapsedSeconds));
    }
    if (!provider.startsOncePerTask) return lostStart(task);
  }
  const attempts = previousAnswer.safeParse(call.input).data?.attempts ?? 0;
  return dispatchTask(context, task, { attempts, token: call.token });
}

/** A start was sent and its answer never recorded: sending it again might pay for the work twice. */
function lostStart(task: Task): StepOutcome {
  return failed(task.id, {
    code: 'start_outcome_unknown',
    message: `It is not known whether ${task.provider} took the task: the answer to its start was lost. It was not sent again, so that it is not paid for twice.`,
  });
}
