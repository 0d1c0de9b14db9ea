import * as z from 'zod';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import type { Provider } from '../providers/provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { changeTask } from './change-task.ts';
import { type CreateTask, recordTasks } from './create-task.ts';
import { acceptRequest, fingerprintOf, newTask } from './new-task.ts';
import { nextWaitSeconds } from './poll-schedule.ts';
import { readWebhook } from './read-webhook.ts';
import { failed, outcomeOfFinished, running, type StepOutcome } from './step-outcome.ts';
import type { Task } from './task.ts';
import { InvalidTaskError } from './task-errors.ts';

export interface StartTask extends Omit<CreateTask, 'workflow'> {
  provider(name: string): Provider;
  /** Whose task it is when a person starts one in the console without naming an owner. */
  readonly defaultOwner: string;
}

export interface StartTaskCall {
  readonly taskId: string;
  /** The execution's input: `{ kind, request, owner? }`. */
  readonly input: unknown;
}

const workflowInput = z.object(
  {
    kind: z.string('must be the name of a kind of task, such as image-to-video'),
    request: z.record(z.string(), z.unknown(), 'must be an object: what the API takes as its body'),
    owner: z.string('must be the name of an account').optional(),
  },
  'the input must be an object such as { "kind": "image-to-video", "request": { ... } }',
);

/**
 * The workflow's first step: hands the task to its provider. Writes the record where the API has not, for an execution
 * that a person started in the console.
 * @throws InvalidTaskError when the input can't become a task, AccountNotFoundError, InsufficientCoinsError, and
 *   ProviderError when the provider can't take the task now.
 */
export async function startTask(context: StartTask, call: StartTaskCall): Promise<StepOutcome> {
  const task = (await context.tasks.get(call.taskId)) ?? (await readConsoleTask(context, call));
  const ended = outcomeOfFinished(task);
  if (ended) return ended;
  const provider = context.provider(task.provider);
  const expectedSeconds = provider.expectedSeconds(task.kind, task.request);
  const firstWait = nextWaitSeconds({ elapsedSeconds: 0, expectedSeconds });
  if (task.operation !== undefined) return running(task.id, firstWait);
  if (task.startRequestedAt !== undefined && !provider.startsOncePerTask) return lostStart(task);

  const asked = await announceStart(context, task.id);
  const endedMeanwhile = outcomeOfFinished(asked);
  if (endedMeanwhile) return endedMeanwhile;
  return (await handOver(context, provider, asked)) ?? running(task.id, firstWait);
}

/** Writes down that the provider is about to be asked, unless the task was deleted in time. */
function announceStart(context: StartTask, taskId: string): Promise<Task> {
  const startRequestedAt = new Date(context.clock.now()).toISOString();
  return changeTask(context, taskId, (task) =>
    task.status === 'initialized' && task.deletedAt === undefined
      ? { startRequestedAt }
      : undefined,
  );
}

/** Starts the work and remembers the provider's reference; answers a failure when the provider refuses it. */
async function handOver(
  context: StartTask,
  provider: Provider,
  task: Task,
): Promise<StepOutcome | undefined> {
  const { id, kind, request, variant } = task;
  try {
    const operation = await provider.start({ taskId: id, kind, request, variant });
    await changeTask(context, id, ({ status }) =>
      status === 'initialized' ? { status: 'sent', operation } : undefined,
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (!error.retryable) return failed(id, { code: error.code, message: error.message });
    await changeTask(context, id, () => ({ startRequestedAt: undefined }));
    throw error;
  }
}

/** A start was sent and its answer never recorded: sending it again might pay for the work twice. */
function lostStart(task: Task): StepOutcome {
  return failed(task.id, {
    code: 'start_outcome_unknown',
    message: `It is not known whether ${task.provider} took the task: the answer to its start was lost. It was not sent again, so that it is not paid for twice.`,
  });
}

/** Names in the state machine's own words what is wrong with an input that a person typed. */
async function readConsoleTask(context: StartTask, call: StartTaskCall): Promise<Task> {
  try {
    return await recordConsoleTask(context, call);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new InvalidTaskError(error.message, { cause: error });
  }
}

async function recordConsoleTask(context: StartTask, call: StartTaskCall): Promise<Task> {
  const input = parseFields(workflowInput, call.input);
  const accepted = acceptRequest(input.kind, input.request, context.chooseProvider);
  if (accepted.copies > 1) {
    const message = 'must be 1 here: one execution is one task';
    throw new InvalidRequestError([{ field: 'number_of_images', message }]);
  }
  const owner = input.owner ?? context.defaultOwner;
  const webhook = await readWebhook(context, owner, input.request);
  const draft = newTask(accepted, {
    id: call.taskId,
    owner,
    variant: 0,
    fingerprint: fingerprintOf(input.kind, input.request),
    ...(webhook ? { webhook } : {}),
    now: context.clock.now(),
    keepSeconds: context.keepSeconds,
  });
  const [task] = await recordTasks(context, [draft]);
  return task ?? draft;
}
